// What a script adds, and nothing that needs one: signs of life while somebody works, and a local copy of unsaved text.
"use strict";

const BEAT = 30_000;        // one sign of life every thirty seconds …
const STILL = 180_000;      // … while the reader did something in the last three minutes (rule T5)

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
    if (Date.now() - touched > STILL) return;
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

document.querySelectorAll("[data-beat]").forEach(keepTime);
document.querySelectorAll(".term").forEach(hush);
document.querySelectorAll("form[data-keep]").forEach(keepCopy);
document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => print()); });
