"""The forms of a plan's and a line's page: tasks, and what the parties of a line ask, answer and report."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans.models import LecturerRequest, Plan, PlanLine, PlannedClass, PlanTask
from khaigiang.apps.plans.phrases import CHOOSE_LECTURER, NOTE_RESULT, PARTS_OF_DAY
from khaigiang.apps.plans.queries import (
    requests_to_answer,
    tasks_open,
    tasks_pressing_open,
    topics_to_ask_for,
    topics_to_join,
)
from khaigiang.apps.schools.models import Lecturer
from khaigiang.web.fields import WEEKDAYS, money_field

BOXES = forms.CheckboxSelectMultiple(attrs={"class": "box-list"})
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LARGEST = 2_147_483_647  # what the database keeps in a whole number


class ConsentAskForm(forms.Form):
    """To ask needs no words: the line says everything."""


class EstimatesForm(forms.Form):
    """What each class of a delegated line may cost; a class that has begun keeps what was stated."""

    def __init__(self, *args: Any, of: Iterable[PlannedClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in of:
            self.fields[f"class_{row.number}"] = money_field(row.name, row.estimate)

    def estimates(self) -> dict[int, int | None]:
        return {int(name.removeprefix("class_")): amount for name, amount in self.cleaned_data.items()}


class ConsentGiveForm(forms.Form):
    letter_number = forms.CharField(
        label=_("Số văn bản thống nhất"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class HandBackForm(forms.Form):
    remarks = forms.CharField(
        label=_("Nội dung cần hoàn chỉnh"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TopicField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    def label_from_instance(self, obj: Topic) -> str:
        return f"{obj.number}. {obj.name}"


class LecturerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A lecturer by name and unit."""

    def label_from_instance(self, obj: Lecturer) -> str:
        return f"{obj.person.full_name} ({obj.unit_name})" if obj.unit_name else obj.person.full_name


class LecturerRequestForm(forms.Form):
    topic = TopicField(Topic.objects.none(), label=_("Chuyên đề"), empty_label=_("Chọn chuyên đề"))
    wish = forms.CharField(
        label=_("Nguyện vọng"),
        help_text=_("Mong muốn về giảng viên hoặc thời gian; không bắt buộc."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, of: PlanLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["topic"]
        assert isinstance(choice, TopicField)
        choice.queryset = topics_to_ask_for(of)


class RequestField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A request by its topic."""

    def label_from_instance(self, obj: LecturerRequest) -> str:
        return f"{obj.topic.number}. {obj.topic.name}"


class LecturerAnswerForm(forms.Form):
    """The answer to one request: either a lecturer, or why there is none."""

    request = RequestField(
        LecturerRequest.objects.none(), label=_("Đề nghị cho chuyên đề"), empty_label=_("Chọn chuyên đề")
    )
    lecturer = LecturerField(
        Lecturer.objects.select_related("person"),
        label=_("Giảng viên được cử"),
        required=False,
        empty_label=_("Chọn giảng viên"),
    )
    answer = forms.CharField(
        label=_("Trả lời"),
        help_text=_("Bắt buộc khi không cử được."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, of: PlanLine, promises: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promises = promises
        choice = self.fields["request"]
        assert isinstance(choice, RequestField)
        choice.queryset = requests_to_answer(of)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.promises and not said.get("lecturer") and "lecturer" not in self.errors:
            self.add_error("lecturer", CHOOSE_LECTURER)
        return said


class ResultForm(forms.Form):
    """What was held in one period."""

    first_day = forms.DateField(label=_("Từ ngày"), widget=DAY)
    last_day = forms.DateField(label=_("Đến ngày"), widget=DAY)
    classes = forms.IntegerField(label=_("Số lớp đã mở"), min_value=0, max_value=LARGEST)
    places = forms.IntegerField(label=_("Số lượt học viên"), min_value=0, max_value=LARGEST)
    people = forms.IntegerField(
        label=_("Số người"),
        help_text=_("Mỗi người tính một lần; để trống nếu chỉ đếm lượt."),
        min_value=0,
        max_value=LARGEST,
        required=False,
    )
    source = forms.CharField(
        label=_("Nguồn số liệu"),
        help_text=_("Ví dụ: Báo cáo số 12-BC/HU ngày 5/4/2024."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class StudyTimesForm(forms.Form):
    """When a class studies."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Các ngày trong tuần"), choices=list(WEEKDAYS.items()), coerce=int, widget=BOXES
    )
    parts = forms.MultipleChoiceField(label=_("Các buổi trong ngày"), choices=list(PARTS_OF_DAY.items()), widget=BOXES)
    whole_line = forms.BooleanField(label=_("Cho mọi lớp của dòng này"), required=False)


class ClassesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Planned classes by name."""

    def label_from_instance(self, obj: PlannedClass) -> str:
        return obj.name


class JoinForm(forms.Form):
    """Which classes of a line hear a topic together."""

    topic = TopicField(Topic.objects.none(), label=_("Chuyên đề"), empty_label=_("Chọn chuyên đề"))
    classes = ClassesField(PlannedClass.objects.none(), label=_("Các lớp cùng học"), widget=BOXES)

    def __init__(self, *args: Any, of: PlanLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic, classes = self.fields["topic"], self.fields["classes"]
        assert isinstance(topic, TopicField)
        assert isinstance(classes, ClassesField)
        topic.queryset, classes.queryset = topics_to_join(of), of.planned_classes.order_by("number")


class TaskForm(forms.Form):
    """A task to assign."""

    title = forms.CharField(label=_("Nhiệm vụ"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    owner = forms.CharField(
        label=_("Nơi thực hiện"),
        help_text=_("Đơn vị hoặc người chịu trách nhiệm."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due_on = forms.DateField(label=_("Thời hạn"), widget=DAY)


class TaskField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A task by its day, owner and words."""

    def label_from_instance(self, obj: PlanTask) -> str:
        return f"{obj.due_on:%d/%m/%Y} · {obj.owner}: {obj.title}"


class TaskStepForm(forms.Form):
    """What is said of one open task: its owner was chased, or it is done."""

    task = TaskField(PlanTask.objects.none(), label=_("Nhiệm vụ"), empty_label=_("Chọn nhiệm vụ"))
    note = forms.CharField(
        label=_("Nội dung đôn đốc hoặc kết quả"),
        help_text=_("Bắt buộc khi ghi hoàn thành."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, of: Plan, finishes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finishes = finishes
        choice = self.fields["task"]
        assert isinstance(choice, TaskField)
        choice.queryset = tasks_open(of)

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"].strip()
        if self.finishes and not note:
            raise forms.ValidationError(NOTE_RESULT)
        return note


class ReviewForm(forms.Form):
    """What a regular meeting concluded about one of the tasks it was shown."""

    task = TaskField(PlanTask.objects.none(), label=_("Nhiệm vụ"), empty_label=_("Chọn nhiệm vụ"))
    held_on = forms.DateField(label=_("Ngày họp giao ban"), widget=DAY)
    conclusion = forms.CharField(
        label=_("Kết luận"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["task"]
        assert isinstance(choice, TaskField)
        choice.queryset = tasks_pressing_open()
