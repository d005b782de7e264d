"""New business 新客户开发: the rules of its stages, the board, the list, and the figures made from it."""
