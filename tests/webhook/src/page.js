"use strict";
const START = "/operations";
const find = (id) => document.getElementById(id);
const cell = (row, text) => { row.insertCell().textContent = text ?? ""; };

// The key stays in this variable, and goes nowhere but into the header.
let key = "";
let from = START;
let next = null;
let timer = 0;

function show(state) {
  const rows = document.createElement("tbody");
  rows.id = "operations";
  for (const operation of state.operations) {
    const row = rows.insertRow();
    row.className = operation.phase;
    row.title = operation.because ?? "";
    cell(row, operation.key);
    cell(row, operation.type?.split(".").pop());
    cell(row, operation.status);
    cell(row, operation.resultClass);
    cell(row, [operation.gone && "gone", operation.conflict && "conflict"].filter(Boolean).join(", "));
  }
  find("operations").replaceWith(rows);
  next = state.next ?? null;
  find("next").hidden = next === null;
  find("first").hidden = from === START;
  const forgotten = state.forgotten ? `, ${state.forgotten} forgotten while running` : "";
  const rejected = state.rejected ? `, ${state.rejected} invalid; the last: ${state.lastProblem}` : "";
  find("summary").textContent = `${state.operations.length} operations, ${state.pending.length} pending, ${state.unattributed} notifications not attributed${forgotten}${rejected}`;
}

async function refresh() {
  clearTimeout(timer);
  try {
    const headers = { accept: "application/json" };
    if (key) headers.authorization = `Bearer ${key}`;
    const answer = await fetch(from, { headers });
    find("entry").hidden = answer.status !== 401;
    if (answer.status === 401) {
      find("operations").replaceChildren();
      find("summary").textContent = key ? "Invalid key" : "Key required";
      return;
    }
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.json());
  } catch {
    find("summary").textContent = "The server does not respond";
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, 1000);
}

find("entry").addEventListener("submit", (event) => {
  event.preventDefault();
  key = find("key").value;
  find("key").value = "";
  refresh();
});
find("next").addEventListener("click", () => { from = next ?? from; refresh(); });
find("first").addEventListener("click", () => { from = START; refresh(); });
refresh();
