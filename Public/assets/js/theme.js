// A classic script, so that the chosen theme stands before the first paint.
(() => {
  const papers = { light: "#fbfaf7", dark: "#151412" };
  const darkness = matchMedia("(prefers-color-scheme: dark)");

  function read() {
    try {
      return localStorage.getItem("theme") ?? "auto";
    } catch {
      return "auto";
    }
  }

  function apply(theme) {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    const shown = papers[theme] ? theme : darkness.matches ? "dark" : "light";
    document.querySelector("meta[name=theme-color]").content = papers[shown];
  }

  window.goalsTheme = {
    get current() {
      return read();
    },
    set(theme) {
      try {
        localStorage.setItem("theme", theme);
      } catch {
        // Private windows may refuse; the theme then lasts as long as the page.
      }
      apply(theme);
    },
  };
  darkness.addEventListener("change", () => apply(read()));
  apply(read());
})();
