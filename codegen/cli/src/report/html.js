
const selects = ["rule", "type"].map((id) => document.getElementById(id));
const items = [...document.querySelectorAll("#findings > li")];
function filter() {
  let shown = 0;
  for (const item of items) {
    item.hidden = selects.some((select) => select.value !== "*" && item.dataset[select.id] !== select.value);
    shown += item.hidden ? 0 : 1;
  }
  document.getElementById("shown").textContent = `${shown} of ${items.length} shown`;
}
selects.forEach((select) => select.addEventListener("change", filter));
filter();
