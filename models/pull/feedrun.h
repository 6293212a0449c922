// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/net/multiclient.h"
#include "models/pull/harvest.h"
#include "models/pull/jsonaccess.h"
#include "models/pull/rowreader.h"
#include "models/pull/sourceaccess.h"
#include "models/pull/sourceprofile.h"
#include "models/telemetry/timerange.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

namespace pull {

// What became of a round's deliveries. Filled from pipeline threads; shared with their receipts.
struct Ledger
{
    std::mutex mutex; // guards all below
    std::condition_variable settled; // outstanding is 0
    std::size_t outstanding = 0;
    std::uint64_t accepted = 0;
    std::uint64_t rejected = 0;
    std::uint64_t duplicates = 0;
    std::string problem; // something could not be kept at all
};

// One round of one feed: all requests of one window, their replies read and handed to the pipeline.
// Lives on the puller's thread.
class FeedRun
{
public:
    using Clock = std::chrono::steady_clock;
    // A window that is cut by the back end is halved, down to this.
    static constexpr telemetry::Duration kNarrowest = std::chrono::seconds(1);
    struct Setting
    {
        const Feed& feed;
        SourceAccess& access;
        ingest::Pipeline& pipeline;
        net::MultiClient& client;
        KnownRecords isKnown;
        telemetry::TimeRange window; // by the back end's clock
        telemetry::Timestamp now; // likewise
        std::function<void()> wake; // any thread
    };

    explicit FeedRun(Setting setting);
    FeedRun(const FeedRun&) = delete;
    FeedRun& operator=(const FeedRun&) = delete;

    // Starts what can be started and hands on what has come. True when the round is over: all is on
    // disk, or failure() says why not.
    bool step();
    bool isWaitingForRoom() const { return !m_deliveries.empty(); } // in the pipeline
    // Starts nothing more, and waits for the receipts of what was handed to the pipeline.
    void abandon();

    const std::optional<PullFailure>& failure() const { return m_failure; }
    const Harvest& harvest() const { return m_harvest; }
    Harvest& harvest() { return m_harvest; }
    const Ledger& ledger() const { return *m_ledger; }
    std::vector<store::CountedBucket> buckets() const;
    // Not empty: the back end gave only as much as it gives at most, and there may be more. The
    // rest was not asked for if the window can be made shorter.
    const std::string& cut() const { return m_cut; }
    const telemetry::TimeRange& window() const { return m_setting.window; }
    std::uint64_t requestCount() const { return m_requests; }
    // Whose replies were read.
    const std::vector<std::string>& urls() const { return m_urls; }
    // The back end's clock against ours, from the newest Date header; a second exact at best.
    std::optional<telemetry::Duration> skew() const { return m_skew; }
    const std::string& source() const { return m_source; }

private:
    struct Task
    {
        std::size_t level = 0; // of "each"; beyond them the feed's own request
        std::size_t query = 0; // of a PromQL feed
        Variables variables;
        std::size_t page = 0;
        std::size_t rows = 0; // of the pages before
        net::ClientRequest request; // as sent; the next page's when it is not empty
        std::shared_ptr<const SourceAccess::Remembered> last; // reply, of a conditional request
        int attempts = 0; // that failed
        Clock::time_point due; // not before
    };

    bool isProm() const { return !m_setting.feed.prometheus.queries.empty(); }
    bool isLast(const Task& task) const { return task.level == m_setting.feed.each.size(); }
    const RequestTemplate& templateOf(const Task& task) const;
    const Paging& pagingOf(const Task& task) const;
    telemetry::Result<net::ClientRequest> compose(const Task& task) const;
    void addTasks();
    void start(Task task);
    void take(Task task, net::Exchange exchange);
    // What is wrong with the reply, if anything.
    std::optional<PullFailure> read(const Task& task, const net::Exchange& exchange,
                                    bool isUnchanged);
    // Into `harvest`; the number of rows.
    telemetry::Result<std::size_t> readLast(const Task& task, const std::string& body,
                                            Harvest& harvest) const;
    telemetry::Result<std::size_t> readEach(const Task& task, const Json& document);
    void noteCut(const Template& most, const Task& task, std::size_t given, const char* what);
    bool isCutShort() const { return !m_cut.empty() && window().duration() > kNarrowest; }
    std::size_t pageSize(const Task& task) const;
    void keepPiece(Harvest piece);
    std::optional<PullFailure> turnPage(Task task, const net::Exchange& exchange, std::size_t rows);
    void noteDate(const net::Exchange& exchange);
    // Asks for the page again, later, when the round has come far enough to be worth it: what a
    // busy back end has given already is not asked for twice.
    void retryOrFail(Task task, PullFailure problem);
    void startDue();
    void fail(PullFailure problem);
    void collect(bool isEnd);
    bool submit();

    Setting m_setting;
    std::string m_source; // as in Batch::source
    std::deque<Task> m_tasks;
    std::size_t m_running = 0;
    std::size_t m_taskCount = 0; // ever made
    std::uint64_t m_requests = 0;
    std::vector<std::string> m_urls;
    bool m_hasReply = false; // a good one
    std::minstd_rand m_random; // of the jitter
    bool m_isAbandoned = false;
    std::string m_cut;
    Harvest m_harvest;
    std::unordered_set<std::uint64_t> m_taken; // hashes, from replies that broke off
    KnownRecords m_isKnown;
    Lookups m_lookups;
    std::deque<ingest::RawDelivery> m_deliveries; // not taken yet
    std::shared_ptr<Ledger> m_ledger = std::make_shared<Ledger>();
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    std::optional<PullFailure> m_failure;
    std::optional<telemetry::Duration> m_skew;
};

} // namespace pull
