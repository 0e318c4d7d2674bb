// The sandbox's clock above all chats: what it shows, the jumps that the program offers, and the way back to now.

import { $, element, icon } from "./elements.js";
import { connect } from "./connection.js";
import { atSeconds, momentInWords } from "./dates.js";
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
  const popup = $("#jumps");
  let zone = null;
  jump.prepend(icon("forward"));

  function tick() {
    const words = momentInWords(now());
    if (time.textContent === words) return;
    time.textContent = words;
    time.dateTime = now().toISOString();
  }

  function show(clock) {
    const elsewhere = clock.zone !== zone; // the same moments read otherwise
    zone = clock.zone;
    standsAt(clock.now);
    readIn(clock.zone);
    bar.hidden = clock.zone === null;
    bar.classList.toggle("moved", clock.moved);
    state.textContent = clock.moved ? "moved" : "real time";
    back.hidden = !clock.moved;
    tick();
    onMoved(elsewhere);
  }

  const reactions = {
    clock: show,
    jumps({ about, jumps }) {
      offer(jumps.map(itemOf), element("p", { class: "popup-about soft" }, about));
    },
    refused({ reason }) {
      popup.hidePopover();
      toast(reason, "error");
    },
  };

  const connection = connect("/clock", {
    onEvent: (event) => reactions[event.event]?.(event),
    onOnline: (online) => [jump, back].forEach((button) => (button.disabled = !online)),
  });

  function itemOf({ label, to }) {
    const choose = () => connection.send({ action: "jump", to });
    return { label, note: momentInWords(atSeconds(to)), sign: icon("forward"), choose };
  }

  function ask() {
    connection.send({ action: "jumps", person_id: personNow() });
    return []; // until the program has answered
  }

  const offer = createPopup(popup, jump, ask);
  back.addEventListener("click", () => {
    connection.send({ action: "now" });
    jump.focus();
  });
  setInterval(tick, LOOK_MS);
}
