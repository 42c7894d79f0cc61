// Links figures and facts in both directions. Works on what the page holds; makes no text of its own
// but by textContent, and asks nothing of any network.
(() => {
  "use strict";
  const figures = [...document.querySelectorAll("a.figure")];
  const ends = [...document.querySelectorAll("a.figure, a.source")];
  const panel = document.getElementById("panel");
  const title = document.getElementById("panel-title");
  const list = document.getElementById("panel-list");
  const about = document.getElementById("panel-problems");
  const cameFrom = new Map();
  let chosen = null;

  const ids = (element, name) => (element.dataset[name] || "").split(" ").filter(Boolean);
  const partners = (element) =>
    ids(element, "to").map((id) => document.getElementById(id)).filter(Boolean);
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

  const shine = (element, name, on) => {
    element.classList.toggle(name, on);
    partners(element).forEach((other) => other.classList.toggle(name, on));
  };

  const clear = () => {
    document.querySelectorAll(".chosen").forEach((element) => element.classList.remove("chosen"));
    panel.hidden = true;
    chosen = null;
  };

  const figureText = (element) => (element.firstChild ? element.firstChild.textContent : "");

  const line = (text, target, more) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.textContent = text;
    link.href = "#" + target.id;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(target);
    });
    item.append(link);
    if (more) {
      const small = document.createElement("small");
      small.textContent = more;
      item.append(small);
    }
    return item;
  };

  const describe = (element) => {
    title.textContent = figureText(element) + "　" + element.dataset.state;
    list.replaceChildren(
      ...partners(element).map((other) =>
        line(
          (other.matches(".source, .fact") ? other.dataset.state + "：" : "") + other.dataset.note,
          other,
          other.dataset.origin
        )
      )
    );
    about.replaceChildren(
      ...ids(element, "problems").map((id) => {
        const problem = document.getElementById(id);
        const item = document.createElement("li");
        item.className = problem.className;
        item.append(...[...problem.children].map((child) => child.cloneNode(true)));
        return item;
      })
    );
    panel.hidden = false;
  };

  const choose = (element) => {
    clear();
    chosen = element;
    element.classList.add("chosen");
    partners(element).forEach((other) => other.classList.add("chosen"));
    describe(element);
  };

  // Brings an element into sight in its own column, without moving the other one where that scrolls alone.
  const show = (element) => element.scrollIntoView({ block: "center", behavior: smooth });

  const go = (element) => {
    element.focus({ preventScroll: true });
    if (element.matches("a.figure, a.source")) choose(element);
    show(element);
  };

  const cross = (element) => {
    const others = partners(element);
    if (!others.length) {
      choose(element);
      return;
    }
    const back = cameFrom.get(element);
    const other = back && others.includes(back) ? back : others[0];
    cameFrom.set(other, element);
    cameFrom.delete(element);
    go(other);
  };

  ends.forEach((element) => {
    element.addEventListener("mouseenter", () => shine(element, "lit", true));
    element.addEventListener("mouseleave", () => shine(element, "lit", false));
    element.addEventListener("focus", () => shine(element, "lit", true));
    element.addEventListener("blur", () => shine(element, "lit", false));
    element.addEventListener("click", (event) => {
      event.preventDefault();
      // With the pointer the other end comes into sight; the keyboard's Enter takes the focus there.
      if (event.detail === 0) {
        cross(element);
        return;
      }
      choose(element);
      const other = partners(element)[0];
      if (other && matchMedia("(min-width: 60em)").matches) show(other);
    });
  });

  const step = (by, among) => {
    if (!among.length) return;
    const from = figures.indexOf(document.activeElement);
    const places = among.map((element) => figures.indexOf(element));
    let at;
    if (by > 0) {
      at = places.findIndex((place) => place > from);
      if (at < 0) at = 0;
    } else {
      const before = places.filter((place) => place < from || from < 0);
      at = before.length ? before.length - 1 : places.length - 1;
    }
    go(among[at]);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "n") step(1, figures);
    else if (key === "p") step(-1, figures);
    else if (key === "u") {
      step(1, figures.filter((f) => f.matches(".s-unresolved, .s-derived") || f.dataset.problems));
    } else if (key === "escape") clear();
    else return;
    event.preventDefault();
  });
  document.getElementById("panel-close").addEventListener("click", () => {
    const last = chosen;
    clear();
    if (last) last.focus({ preventScroll: true });
  });
})();
