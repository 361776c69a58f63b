/// What a page does: the theme is switched, rows of sources are sorted and filtered.
///
/// Without it everything is there to read.
enum PageScript {
  /// The program, in letters that mean nothing to XML.
  static let program: Markup = """
    "use strict";
    (function () {
    var root = document.documentElement;
    var theme = document.getElementById("theme");
    var themes = ["system", "light", "dark"];
    if (theme) {
      theme.hidden = false;
      theme.addEventListener("click", function () {
        var now = root.getAttribute("data-theme") || "system";
        var next = themes[(themes.indexOf(now) + 1) % themes.length];
        if (next === "system") { root.removeAttribute("data-theme"); } else { root.setAttribute("data-theme", next); }
        theme.textContent = "Theme: " + next;
      });
    }

    function key(row, place) {
      var cell = row.cells[place];
      return cell.getAttribute("data-key") || cell.textContent.trim();
    }
    function compare(a, b) {
      var x = Number(a), y = Number(b);
      return isNaN(x) || isNaN(y) ? a.localeCompare(b) : x - y;
    }
    document.querySelectorAll("th[data-sorts]").forEach(function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var body = head.closest("table").tBodies[0];
        var down = head.getAttribute("aria-sort") === "ascending";
        head.parentNode.querySelectorAll("th").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.from(body.rows);
        var place = head.cellIndex;
        rows.sort(function (a, b) { return (down ? -1 : 1) * compare(key(a, place), key(b, place)); });
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });

    document.querySelectorAll("[data-filters]").forEach(function (tools) {
      var name = tools.getAttribute("data-filters");
      var rows = Array.from(document.getElementById(name).tBodies[0].rows);
      var count = tools.querySelector("[data-count]");
      function filter() {
        var search = tools.querySelector("input[type=search]");
        var words = search ? search.value.toLowerCase().split(" ").filter(Boolean) : [];
        var marks = Array.from(tools.querySelectorAll("select"));
        var shown = 0;
        rows.forEach(function (row) {
          var text = row.textContent.toLowerCase();
          var fits = words.every(function (word) { return text.includes(word); })
            ? marks.every(function (mark) {
                return mark.value === "" || row.getAttribute("data-" + mark.getAttribute("data-mark")) === mark.value;
              })
            : false;
          row.hidden = !fits;
          shown += fits ? 1 : 0;
        });
        count.textContent = shown + " of " + rows.length + " shown";
      }
      tools.hidden = false;
      tools.addEventListener("input", filter);
      filter();
    });
    window.addEventListener("beforeprint", function () {
      document.querySelectorAll("details").forEach(function (part) { part.open = true; });
    });
    // A reference to a row that a filter hides shows it again.
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[href^='#']");
      var target = link ? document.getElementById(link.getAttribute("href").slice(1)) : null;
      if (target) { target.hidden = false; }
    });
    })();
    """
}
