/* A map to set a point on: the operator's tiles, or without them the country in outline (viet_nam.js) under a grid of
   degrees. Without this file the two numbers are typed. Loads nothing but the tiles. */
(function () {
  "use strict";

  var COUNTRY = [[6, 102], [23.5, 118]];
  var STEPS = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];

  /* Lines of degrees, drawn tile by tile; as close as they stay readable. */
  function grid(L) {
    return L.GridLayer.extend({
      createTile: function (at) {
        var size = this.getTileSize();
        var tile = L.DomUtil.create("canvas", "map-point__tile");
        tile.width = size.x;
        tile.height = size.y;
        var pen = tile.getContext("2d");
        var map = this._map;
        var north = map.unproject([at.x * size.x, at.y * size.y], at.z);
        var south = map.unproject([(at.x + 1) * size.x, (at.y + 1) * size.y], at.z);
        var ink = getComputedStyle(map.getContainer()).color;
        var step = STEPS.filter(function (one) { return one >= (south.lng - north.lng) / 2.5; }).pop() || STEPS[0];
        var places = Math.max(0, Math.ceil(-Math.log10(step)));
        pen.strokeStyle = pen.fillStyle = ink;
        pen.globalAlpha = 0.3;
        pen.font = "11px sans-serif";
        for (var lng = Math.ceil(north.lng / step) * step; lng < south.lng; lng += step) {
          var x = map.project([0, lng], at.z).x - at.x * size.x;
          pen.fillRect(Math.round(x), 0, 0.5, size.y);
          pen.fillText(lng.toFixed(places) + "°", x + 3, 11);
        }
        for (var lat = Math.ceil(south.lat / step) * step; lat < north.lat; lat += step) {
          var y = map.project([lat, 0], at.z).y - at.y * size.y;
          pen.fillRect(0, Math.round(y), size.x, 0.5);
          pen.fillText(lat.toFixed(places) + "°", 3, y - 3);
        }
        return tile;
      }
    });
  }

  function ground(L, map, root) {
    if (root.dataset.tiles) {
      L.tileLayer(root.dataset.tiles, { maxZoom: 19, attribution: root.dataset.credit }).addTo(map);
      return;
    }
    map.createPane("land");
    window.VietNam.land.forEach(function (part) {
      L.polygon(part, { pane: "land", interactive: false, smoothFactor: 0.5, className: "map-point__land" }).addTo(map);
    });
    window.VietNam.islands.forEach(function (at) {
      L.circleMarker(at, { pane: "land", radius: 2, interactive: false, className: "map-point__land" }).addTo(map);
    });
    new (grid(L))({ maxZoom: 19 }).addTo(map);
    names(L, map);
  }

  /* Names of places, the first of the list before the others: a name that would lie over another is not shown. */
  function names(L, map) {
    var places = window.VietNam.places.map(function (place) {
      var group = place[0].indexOf("Quần đảo") === 0;
      var dot = L.circleMarker([place[1], place[2]], { radius: 3, interactive: false, className: "map-point__town" + (group ? " map-point__town--unnamed" : "") });
      dot.bindTooltip(document.createTextNode(place[0]).data, {
        permanent: true, direction: group ? "center" : "right", className: "map-point__name" + (group ? " map-point__name--group" : "")
      });
      return dot.addTo(map);
    });
    function sort() {
      var taken = [];
      places.forEach(function (dot) {
        var node = dot.getTooltip().getElement();
        if (!node) { return; }
        node.hidden = false;
        var box = node.getBoundingClientRect();
        var clear = taken.every(function (one) {
          return box.right < one.left || box.left > one.right || box.bottom < one.top || box.top > one.bottom;
        });
        if (clear) { taken.push(box); }
        node.hidden = !clear;
        if (!node.matches(".map-point__name--group")) { dot.getElement().classList.toggle("map-point__town--unnamed", !clear); }
      });
    }
    map.on("zoomend viewreset", function () { window.requestAnimationFrame(sort); });
    map.whenReady(function () { window.requestAnimationFrame(sort); });
  }

  function number(field) {
    var line = field.value.trim().replace(",", ".");
    return /^[0-9]+(\.[0-9]+)?$/.test(line) ? Number(line) : NaN;
  }

  function start(root) {
    var L = window.L;
    if (root.dataset.started || !L) { return; }
    root.dataset.started = "1";
    root.querySelectorAll("[data-with-js]").forEach(function (one) { one.hidden = false; });
    var lat = root.querySelector("[data-lat]");
    var lng = root.querySelector("[data-lng]");
    var place = root.querySelector("[data-map]");
    var map = L.map(place, { zoomControl: false, attributionControl: Boolean(root.dataset.tiles), maxBounds: [[0, 92], [30, 128]], minZoom: 4, zoomSnap: root.dataset.tiles ? 1 : 0.25 });
    L.control.zoom({ zoomInTitle: root.dataset.zoomIn, zoomOutTitle: root.dataset.zoomOut }).addTo(map);
    if (map.attributionControl) { map.attributionControl.setPrefix(false); }
    place.setAttribute("role", "application");
    place.setAttribute("aria-label", root.dataset.label);
    ground(L, map, root);
    map.fitBounds(COUNTRY);
    var point = null;

    function draw(look) {
      var at = [number(lat), number(lng)];
      if (isNaN(at[0]) || isNaN(at[1])) { return; }
      point = point || L.circleMarker(at, { radius: 9, className: "map-point__point", interactive: false }).addTo(map);
      point.setLatLng(at);
      if (look) { map.setView(at, Math.max(map.getZoom(), 13)); }
    }

    function set(at, look) {
      lat.value = at.lat.toFixed(6);
      lng.value = at.lng.toFixed(6);
      draw(look);
      root.querySelector("[data-map-said]").textContent = root.dataset.placed;
      lng.dispatchEvent(new Event("change", { bubbles: true }));
    }

    map.on("click", function (event) { set(event.latlng, false); });
    place.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target === place) { event.preventDefault(); set(map.getCenter(), false); }
    });
    [lat, lng].forEach(function (field) { field.addEventListener("change", function (event) { if (event.isTrusted) { draw(true); } }); });
    root.querySelector("[data-here]").addEventListener("click", function () {
      var said = root.querySelector("[data-map-said]");
      function failed() { said.textContent = root.dataset.refused; }
      if (!navigator.geolocation) { failed(); return; }
      navigator.geolocation.getCurrentPosition(
        function (found) { set({ lat: found.coords.latitude, lng: found.coords.longitude }, true); },
        failed,
        { enableHighAccuracy: true, timeout: 15000 }
      );
    });
    draw(true);
  }

  function all() { document.querySelectorAll("[data-map-point]").forEach(start); }
  document.addEventListener("htmx:afterSettle", all);
  document.addEventListener("questions:added", all);
  all();
})();
