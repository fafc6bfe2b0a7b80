/* Where pages come from a file system, browsers start no workers: the search then runs in a hidden frame instead.
   Named as the theme's offline plugin expects it, which otherwise fetches a script of another host. */
if (location.protocol === "file:") {
  const hear = (frame, data) => frame.dispatchEvent(new frame.MessageEvent("message", { data }));

  window.IFrameWorker = window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const element = document.createElement("iframe");
      element.hidden = true;
      document.body.append(element);
      const frame = element.contentWindow;
      frame.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      frame.importScripts = (...urls) => urls.reduce((done, next) => done.then(() => this.load(frame, next)), Promise.resolve());
      this.ready = this.load(frame, url).then(() => frame);
    }

    load(frame, url) {
      return new Promise((resolve, reject) => {
        const script = frame.document.createElement("script");
        Object.assign(script, { src: new URL(url, location.href).href, onload: resolve, onerror: reject });
        frame.document.body.append(script);
      });
    }

    postMessage(data) {
      this.ready.then((frame) => hear(frame, data));
    }
  };
}
