// The sandbox's clock above all chats: what it shows, the jumps that the program offers, and the way back to now.

import { $, icon } from "./elements.js";
import { connect } from "./connection.js";
import { momentInWords } from "./dates.js";
import { createPopup } from "./popups.js";
import { now, readIn, standsAt } from "./time.js";
import { createToaster } from "./toasts.js";

const LOOK_MS = 1000;

/** `personNow()`: for whom one jumps; `onMoved` is called when times have to be shown anew. */
export function startClockBar({ personNow, onMoved }) {
  const bar = $("#clock");
  const time = $("time", bar);
  const state = $(".clock-state", bar);
  const jump = $(".clock-jump", bar);
  const back = $(".clock-back", bar);
  const toast = createToaster($("#clock-toasts"));
  let shown = { jumps: [], moved: false, zone: null };
  jump.prepend(icon("forward"));

  function tick() {
    const words = momentInWords(now());
    if (time.textContent === words) return;
    time.textContent = words;
    time.dateTime = now().toISOString();
  }

  function busy(waits) {
    jump.disabled = waits;
    jump.setAttribute("aria-busy", String(waits));
  }

  function show(clock) {
    const elsewhere = clock.zone !== shown.zone; // the same moments read otherwise
    shown = clock;
    standsAt(clock.now);
    readIn(clock.zone);
    bar.hidden = clock.zone === null;
    bar.classList.toggle("moved", clock.moved);
    state.textContent = clock.moved ? "moved" : "real time";
    back.hidden = !clock.moved;
    jump.hidden = clock.jumps.length === 0;
    tick();
    onMoved(elsewhere);
  }

  const reactions = {
    clock: show,
    jumped({ words }) {
      busy(false);
      toast(words);
    },
    refused({ reason }) {
      busy(false);
      toast(reason, "error");
    },
  };

  const connection = connect("/clock", {
    onEvent: (event) => reactions[event.event]?.(event),
    onOnline: () => busy(false),
  });

  function go(label) {
    if (connection.send({ action: "jump", label, person_id: personNow() })) busy(true);
  }

  createPopup($("#jumps"), jump, () => shown.jumps.map((label) => ({ label, sign: icon("forward"), choose: () => go(label) })));
  back.addEventListener("click", () => {
    connection.send({ action: "now" });
    (jump.hidden ? $("#theme") : jump).focus();
  });
  setInterval(tick, LOOK_MS);
}
