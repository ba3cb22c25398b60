/* A map to set a point on: the operator's tiles, or without them a grid of degrees with some towns. Without this file
   the two numbers are typed. Loads nothing but the tiles. */
(function () {
  "use strict";

  var TOWNS = [
    ["Hà Nội", 21.03, 105.85], ["Hải Phòng", 20.86, 106.68], ["Lào Cai", 22.48, 103.97], ["Cao Bằng", 22.67, 106.26],
    ["Điện Biên Phủ", 21.39, 103.02], ["Thanh Hóa", 19.81, 105.78], ["Vinh", 18.67, 105.69], ["Huế", 16.46, 107.59],
    ["Đà Nẵng", 16.07, 108.22], ["Quần đảo Hoàng Sa", 16.5, 112.0], ["Pleiku", 13.98, 108.0], ["Quy Nhơn", 13.78, 109.22],
    ["Buôn Ma Thuột", 12.67, 108.04], ["Nha Trang", 12.24, 109.19], ["Đà Lạt", 11.94, 108.44],
    ["TP. Hồ Chí Minh", 10.78, 106.7], ["Phú Quốc", 10.22, 103.96], ["Cần Thơ", 10.03, 105.78], ["Cà Mau", 9.18, 105.15],
    ["Côn Đảo", 8.69, 106.61], ["Quần đảo Trường Sa", 8.64, 111.92]
  ];
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
        pen.globalAlpha = 0.55;
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
    new (grid(L))({ maxZoom: 19 }).addTo(map);
    TOWNS.forEach(function (town) {
      L.circleMarker([town[1], town[2]], { radius: 3, interactive: false, className: "map-point__town" })
        .bindTooltip(document.createTextNode(town[0]).data, { permanent: true, direction: "right", className: "map-point__name" })
        .addTo(map);
    });
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
    var map = L.map(place, { zoomControl: false, attributionControl: Boolean(root.dataset.tiles), maxBounds: [[0, 92], [30, 128]], minZoom: 4 });
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
