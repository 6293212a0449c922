// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/windowload.h"

#include "app/bench/framewatch.h"
#include "app/bench/openwindow.h"
#include "app/bench/suite/heartbeat.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace bench {

telemetry::Result<WatchedIngest> benchIngestWithWindow(IngestSettings settings)
{
    telemetry::Result<WatchedIngest> result;
    runBesideGui([&] {
        WindowHost host;
        WatchedIngest watched;
        std::unique_ptr<FrameWatch> watch;
        std::unique_ptr<Heartbeat> heartbeat;
        WatchedWindow seen;
        const auto endWatch = [&] {
            onGuiThread([&] {
                watch.reset();
                heartbeat.reset();
            });
        };
        using Opened = telemetry::Result<std::function<void()>>;
        settings.whileIngesting = [&](const std::string& recording) -> Opened {
            if (auto opened = host.open(recording); !opened)
                return Opened(tl::make_unexpected(opened.error()));
            seen = {};
            onGuiThread([&] {
                watch = std::make_unique<FrameWatch>(host.window(), seen.frames);
                heartbeat = std::make_unique<Heartbeat>(seen.late);
            });
            return Opened([&] {
                endWatch();
                host.close();
                std::ranges::sort(seen.frames);
                std::ranges::sort(seen.late);
                watched.window.push_back(std::move(seen));
            });
        };
        auto rounds = benchIngest(settings);
        if (!rounds) {
            endWatch();
            result = tl::make_unexpected(rounds.error());
            return;
        }
        watched.rounds = std::move(*rounds);
        result = std::move(watched);
    });
    return result;
}

} // namespace bench
