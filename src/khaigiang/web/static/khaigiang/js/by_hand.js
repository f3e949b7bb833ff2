// Drag a lesson onto a half-day of the grid: what that breaks and costs is shown beside it, and nothing is changed yet.
// Without this file the links and the form of the page do the same.

const KEY = "text/x-lesson";
let over = null;

for (const card of document.querySelectorAll("[data-card]")) {
  card.draggable = true;
  card.querySelector("a").draggable = false;
}

function halfDayUnder(event) {
  const half = event.target.closest?.("[data-half-day]") ?? null;
  return event.dataTransfer.types.includes(KEY) ? half : null;
}

function show(half) {
  if (half === over) return;
  over?.classList.remove("over");
  half?.classList.add("over");
  over = half;
}

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-card]");
  if (!card) return;
  event.dataTransfer.setData(KEY, card.querySelector("a").href);
  event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const half = halfDayUnder(event);
  show(half);
  if (half) event.preventDefault();
});

document.addEventListener("dragend", () => show(null));

document.addEventListener("drop", (event) => {
  const half = halfDayUnder(event);
  show(null);
  if (!half) return;
  event.preventDefault();
  const address = new URL(event.dataTransfer.getData(KEY));
  address.hash = "";
  address.searchParams.set("half_day", half.dataset.halfDay);
  htmx.ajax("GET", address.pathname + address.search, { target: "#chosen", swap: "outerHTML" });
});

// What was chosen is read next, by whoever does not see it change. Who fills its form in stays in the field.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "chosen") return;
  const asked = event.detail.requestConfig;
  const chosen = document.getElementById("chosen");
  const field = asked.elt instanceof HTMLFormElement ? document.getElementById(asked.triggeringEvent?.target.id) : null;
  (field ?? chosen).focus();
  if (!field) chosen.querySelector(".look")?.scrollIntoView({ block: "nearest" });
});
