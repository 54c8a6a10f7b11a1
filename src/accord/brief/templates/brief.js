(function () {
  // Conveniences only: the page is complete without them.
  function open() {
    var id = decodeURIComponent(location.hash.slice(1));
    var at = id && document.getElementById(id);
    for (var node = at; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") { node.open = true; }
    }
    if (at) { at.scrollIntoView({ block: "center" }); }
  }
  window.addEventListener("hashchange", open);
  if (location.hash) { open(); }
})();
