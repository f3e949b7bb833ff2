from khaigiang.apps.catalogue.models import Programme, Topic
from khaigiang.foundation.guarded import GuardedQuerySet


def topics_of(programme: Programme) -> GuardedQuerySet[Topic]:
    """The topics of a programme in its order, with their modules."""
    topics: GuardedQuerySet[Topic] = Topic.objects.filter(module__programme=programme).select_related("module")
    return topics.order_by("module__number", "number")
