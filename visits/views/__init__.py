from visits.views.page import visit_act, visit_detail

__all__ = ["visit_act", "visit_detail"]
