
const selects = ["level", "rule", "type"].map((id) => document.getElementById(id));
const items = [...document.querySelectorAll("#findings > li")];
function filter() {
  let shown = 0;
  for (const item of items) {
    item.hidden = selects.some((select) => select.value !== "*" && item.dataset[select.id] !== select.value);
    shown += item.hidden ? 0 : 1;
  }
  document.getElementById("shown").textContent = `${shown} of ${items.length} shown`;
}
function follow() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  for (const select of selects) {
    const value = wanted.get(select.id) ?? "*";
    // An old link may name what is not found any more: that is nothing, not everything.
    if (![...select.options].some((option) => option.value === value)) {
      select.add(new Option(`${value} (0)`, value));
    }
    select.value = value;
  }
  filter();
}
function choose() {
  const wanted = selects.filter((select) => select.value !== "*").map((select) => [select.id, select.value]);
  location.hash = new URLSearchParams(wanted);
}
selects.forEach((select) => select.addEventListener("change", choose));
addEventListener("hashchange", follow);
follow();
