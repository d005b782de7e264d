// Draws the charts of a page: <div data-chart="ID"> takes its ECharts option from the JSON script with that id.
(() => {
  // Okabe and Ito's colours: told apart also by the colour-blind, in light and dark.
  const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999"];
  const charts = new Map();

  function theme() {
    const style = getComputedStyle(document.body);
    const text = style.getPropertyValue("--bs-body-color");
    const line = style.getPropertyValue("--bs-border-color");
    const axis = { axisLine: { lineStyle: { color: line } }, axisLabel: { color: text }, splitLine: { lineStyle: { color: line } }, nameTextStyle: { color: text } };
    return {
      color: COLOURS,
      backgroundColor: "transparent",
      textStyle: { color: text, fontFamily: style.fontFamily },
      legend: { textStyle: { color: text } },
      categoryAxis: axis,
      valueAxis: axis,
      // Else ECharts draws an outline around every letter that stands outside its bar.
      bar: { label: { color: text, textBorderWidth: 0 } },
      scatter: { label: { color: text, textBorderWidth: 0 } },
    };
  }

  function draw(element) {
    charts.get(element)?.dispose();
    const chart = echarts.init(element, theme());
    chart.setOption({ aria: { enabled: true, decal: { show: false } }, animation: false, tooltip: { trigger: "axis" }, ...JSON.parse(document.getElementById(element.dataset.chart).textContent) });
    charts.set(element, chart);
  }

  function drawAll() {
    for (const element of charts.keys()) {
      if (element.isConnected) continue;
      charts.get(element).dispose();
      charts.delete(element);
    }
    const elements = [...document.querySelectorAll("[data-chart]")].filter((element) => !charts.has(element));
    if (elements.length && !window.echarts) fetchLibrary(elements[0].dataset.chartLibrary);
    else elements.forEach(draw);
  }

  // A panel that comes later brings a chart to a page without the library; it is fetched then, once.
  let library;
  function fetchLibrary(source) {
    if (library || !source) return;
    library = document.createElement("script");
    library.src = source;
    library.addEventListener("load", drawAll);
    document.head.append(library);
  }

  document.addEventListener("DOMContentLoaded", drawAll);
  document.addEventListener("htmx:afterSettle", drawAll);
  window.addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
  new MutationObserver(() => charts.forEach((_chart, element) => draw(element))).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
})();
