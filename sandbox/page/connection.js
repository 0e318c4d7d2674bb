// A socket to the sandbox. It comes back by itself: the sandbox is restarted often while somebody looks at the page.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

export function connect(path, { onEvent, onOnline }) {
  let socket = null;
  let wait = FIRST_WAIT_MS;

  function open() {
    socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}${path}`);
    socket.addEventListener("message", ({ data }) => {
      wait = FIRST_WAIT_MS; // only a server that speaks is back, one that merely accepts is not
      onOnline(true);
      onEvent(JSON.parse(data));
    });
    socket.addEventListener("close", () => {
      onOnline(false);
      setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  }

  open();
  return {
    send(action) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(action));
      return true;
    },
  };
}

export async function loadPeople(onFailure) {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      const answer = await fetch("/people");
      if (answer.ok) return await answer.json();
    } catch {
      // No answer is told apart from a bad one by nothing a person could use: both are tried again.
    }
    onFailure();
    await new Promise((resume) => setTimeout(resume, wait));
  }
}
