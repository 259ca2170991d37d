// The service worker of the citizen's form. Nothing depends on it: it shows a form
// that was open before where there is no network, and sends what waits after the
// page was closed. It keeps posters' forms only, never a slip's.
importScripts('queue.js');

addEventListener('install', function () { skipWaiting(); });
addEventListener('activate', function (e) { e.waitUntil(clients.claim()); });

addEventListener('fetch', function (e) {
  var r = e.request, path = new URL(r.url).pathname;
  if (r.mode != 'navigate' || r.method != 'GET' || !/^\/s\/[^/]+$/.test(path)) return;
  e.respondWith(fetch(r).then(function (page) {
    var copy = page.clone();
    e.waitUntil(caches.open('forms').then(function (kept) {
      return page.ok ? kept.put(path, copy) : page.status < 500 && kept.delete(path);
    }));
    return page;
  }, function (away) {
    return caches.open('forms').then(function (kept) {
      return kept.match(path, {ignoreVary: true});
    }).then(function (page) {
      if (!page) throw away;
      return page.text().then(function (html) {
        // Its key may have been used: a form shown twice has two.
        var h = new Headers(page.headers);
        h.delete('Content-Encoding');
        h.delete('Content-Length');
        return new Response(html.replace(/(name="key" value=")[^"]*/, '$1' + freshKey()), {headers: h});
      });
    });
  }));
});

addEventListener('sync', function (e) {
  e.waitUntil(flush().then(function (n) {
    if (n.wait) throw new Error('still unsent'); // the browser tries again
  }));
});
