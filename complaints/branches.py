"""Which departments belong to which branch 分公司."""

from people.models import Department


def branches_of(tree):
    """{id of a branch: ids of its departments}; what lies below no branch belongs to the head office."""
    found = {}
    for pk in tree.by_id:
        lineage = list(tree.lineage(pk))
        branch = next((unit for unit in lineage if unit.kind == Department.Kind.BRANCH), lineage[-1])
        found.setdefault(branch.pk, []).append(pk)
    return found
