// Who one can be on this page, and which chat each of them sees: their own with the bot, or the group they work in.

import { newChat } from "./chat.js";

/** The order of the panes, and of the sections of the list. */
export const ROLES = ["patient", "manager", "admin"];

function entryOf(person, chat) {
  return { id: person.id, role: person.role, person, chat };
}

export function entriesOf({ people, staff }) {
  const private_ = people.map((person) => entryOf(person, newChat(`/people/${person.id}/socket`)));
  const group = staff && newChat("/staff/socket", { id: staff.id, title: staff.title, topics: staff.topics });
  const members = (staff?.members ?? []).map((person) => entryOf(person, group));
  return [...private_, ...members].sort((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role));
}
