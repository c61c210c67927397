// What a script adds, and nothing that needs one: signs of life while somebody works, and a local copy of unsaved text.
"use strict";

// One sign of life every thirty seconds, while the reader did something in the last minutes: three, or ten on a page that
// says so, since who reads a transcript keeps still for longer (rule T5).
const BEAT = 30_000;

// The place of the paragraph that is being read: the first one that reaches below the upper quarter of the window.
function readNow() {
  const blocks = [...document.querySelectorAll("[data-text] > [id]")];
  const block = blocks.find((one) => one.getBoundingClientRect().bottom > innerHeight / 4) ?? blocks.at(-1);
  return block?.id.slice(1);
}

function keepTime(page) {
  let touched = Date.now(), told = readNow();
  const touch = () => { touched = Date.now(); };
  for (const kind of ["scroll", "keydown", "pointerdown", "pointermove", "focusin"]) {
    addEventListener(kind, touch, { passive: true });
  }
  const send = (more) => {
    if (Date.now() - touched > 1000 * page.dataset.still) return;
    const body = new URLSearchParams({ csrf_token: page.dataset.token, ...more });
    fetch(page.dataset.beat, { method: "POST", body, keepalive: true }).catch(() => {});
  };
  const beat = () => {
    told = readNow();
    send(told ? { paragraph: told } : {});
  };
  if (document.visibilityState === "visible") send({ opening: "1" });
  setInterval(() => { if (document.visibilityState === "visible") beat(); }, BEAT);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && readNow() !== told) beat();
  });
}

function keepCopy(form) {
  const kind = form.dataset.keep || "draft";
  const key = kind + ":" + location.pathname + ":" + form.dataset.owner;
  const fields = () => [...form.elements].filter((field) => field.name && !["hidden", "submit", "button"].includes(field.type));
  const state = () => JSON.stringify(fields().map((field) => [field.name, field.value, field.checked ?? null]));
  const restore = form.parentElement.querySelector(":scope > [data-restore]");
  const kept = localStorage.getItem(key);
  if (kept && kept !== state() && restore) {
    restore.hidden = false;
    restore.querySelector("button").addEventListener("click", () => {
      const values = JSON.parse(kept);
      fields().forEach((field, index) => {
        const [name, value, checked] = values[index] ?? [];
        if (name !== field.name) return;
        if (checked === null) field.value = value; else field.checked = checked;
      });
      restore.hidden = true;
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  form.addEventListener("input", () => localStorage.setItem(key, state()));
  document.addEventListener(kind + "-saved", () => localStorage.removeItem(key));
  form.addEventListener("submit", () => localStorage.setItem(key, state()));
}

function hush(term) {
  const speak = () => delete term.dataset.hushed;
  addEventListener("keydown", (event) => { if (event.key === "Escape") term.dataset.hushed = ""; });
  term.addEventListener("mouseleave", speak);
  term.addEventListener("focusout", speak);
}

// What is said of a finding of the critic: kept without leaving the page; by keys only while a finding has the focus.
async function review(button, moveOn) {
  const all = () => [...document.querySelectorAll("[data-review]")];
  const place = all().indexOf(button.closest("[data-review]"));
  const body = new URLSearchParams({ csrf_token: button.form.elements.csrf_token.value, verdict: button.value, part: "1" });
  const answer = await fetch(button.formAction, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) return button.form.requestSubmit(button);
  all()[place].outerHTML = await answer.text();
  const said = all()[place], next = moveOn && all().slice(place + 1).find((one) => one.dataset.review === "open");
  document.querySelector("[data-review-said]").textContent = said.getAttribute("aria-label");
  (next || said.querySelector(`[value="${button.value}"]`)).focus();
}

function takeReviews(aside) {
  aside.addEventListener("click", (event) => {
    const button = event.target.closest("[data-review] button");
    if (button) { event.preventDefault(); review(button, false); }
  });
  aside.addEventListener("keydown", (event) => {
    const value = { a: "accept", r: "reject" }[event.key.toLowerCase()], box = event.target.closest("[data-review]");
    if (value && box && !event.ctrlKey && !event.metaKey && !event.altKey) review(box.querySelector(`[value="${value}"]`), true);
  });
}

document.querySelectorAll("aside:has([data-review])").forEach(takeReviews);
document.querySelectorAll("[data-beat]").forEach(keepTime);
document.querySelectorAll(".term").forEach(hush);
document.querySelectorAll("form[data-keep]").forEach(keepCopy);
document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => print()); });
