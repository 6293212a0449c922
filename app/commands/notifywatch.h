// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/notify/eventreader.h"
#include "models/notify/sender.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace CLI {
class App;
}

namespace commands {

void addNotifyOption(CLI::App& command, std::string& file);
// The webhooks of the file with their URLs; of none when it is empty.
telemetry::Result<std::vector<notify::Sender::Address>> webhooksOf(const std::string& file);
// The user's own, beside the settings (notify.yaml); empty: there is none.
std::string ownNotifyFile();

// Follows the timeline of a recording that is being written, whoever writes into it, and tells
// webhooks. What became of it stands in the timeline, kind "message", payload {"what": "notify",
// "state": "on" | "sent" | "failing" | "given_up" | "left", "target", "event", "of", ...}, and each
// target is a link, "notify <name>", which fails too while the timeline cannot be read. What an
// earlier console left within the last hour is sent when the recording is continued with the same
// target. Has a thread and a reader of its own; ends before the pipeline, after it waited three
// seconds at most for what is under way.
class NotifyWatch
{
public:
    NotifyWatch(std::vector<notify::Sender::Address> addresses, ingest::Pipeline& pipeline);
    NotifyWatch(const NotifyWatch&) = delete;
    NotifyWatch& operator=(const NotifyWatch&) = delete;
    ~NotifyWatch();

    std::vector<notify::TargetState> states() const; // any thread

private:
    struct Following;
    void run();
    void look(Following& following); // once
    void noteReading(const std::string& problem); // empty: it can be read
    bool waitForMore(); // false at the end
    void takeHistory(const std::vector<telemetry::TimelineEntry>& entries,
                     notify::EventReader& events);
    void submit(const notify::Event& event, const std::vector<std::string>& without = {});
    void record(const notify::Delivery& delivery); // on a target's thread
    void noteLink(const std::string& target, telemetry::LinkState state,
                  const std::string& problem = {});

    ingest::Pipeline& m_pipeline;
    std::vector<std::string> m_targets;
    std::unique_ptr<notify::Sender> m_sender; // null without targets
    std::mutex m_mutex; // guards m_isStopping
    std::condition_variable m_wake;
    bool m_isStopping = false;
    std::string m_problem; // of reading; m_thread's own
    std::thread m_thread;
};

// The view that a notification's link opens.
std::string eventLink(const notify::Event& event);

} // namespace commands
