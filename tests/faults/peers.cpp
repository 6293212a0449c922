// SPDX-License-Identifier: GPL-3.0-or-later

// Back ends that misbehave, asked by each kind of source that is built in. What levers make of such
// peers stands in tests/models/actuation/tst_leverfaults.cpp.

#include "models/ingest/pipeline.h"
#include "models/pull/alertbook.h"
#include "models/pull/puller.h"
#include "models/pull/sourceprofile.h"
#include "models/pull/sourcetest.h"
#include "models/store/reader.h"
#include "tests/faults/classes.h"
#include "tests/faults/recordingcheck.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace faults {

namespace {

using namespace std::chrono_literals;

constexpr auto kAskLimit = 700ms; // of each request
constexpr auto kSlack = 4s; // of a busy machine, for each
constexpr auto kPullPatience = 60s; // a page is asked for five times, ever later

enum class Manners
{
    SaysNothing,
    HalfAReply, // and closes
    HalfAReplyAndHolds,
    Resets,
    EndlessBody,
    EndlessHeaders,
    DripsBytes, // slower than anybody waits
    WrongContentType,
    NoHttp,
    LyingLength,
    LyingGzip,
    LyingJson, // well-formed, and nothing of it is what it should be
};
constexpr std::array kManners{
    Manners::SaysNothing, Manners::HalfAReply,       Manners::HalfAReplyAndHolds,
    Manners::Resets,      Manners::EndlessBody,      Manners::EndlessHeaders,
    Manners::DripsBytes,  Manners::WrongContentType, Manners::NoHttp,
    Manners::LyingLength, Manners::LyingGzip,        Manners::LyingJson};

constexpr std::array<std::string_view, 8> kSources{"alertmanager", "clickhouse",     "jaeger",
                                                   "langfuse",     "phoenix",        "prometheus",
                                                   "tempo",        "victoriametrics"};

std::string httpReply(const std::string& headers, const std::string& body)
{
    return "HTTP/1.1 200 OK\r\nConnection: close\r\n" + headers + "\r\n" + body;
}

// One connection at a time, each in the same way. The process of the trial ends it.
class BadPeer
{
public:
    explicit BadPeer(Manners manners)
        : m_manners(manners)
        , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        require(::bind(m_listener, generic, size) == 0 && ::listen(m_listener, 16) == 0
                    && ::getsockname(m_listener, generic, &size) == 0,
                "no peer could be made");
        m_port = ntohs(address.sin_port);
        std::thread([this] { serveBadly(); }).detach();
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    int asked() const { return m_asked; }

private:
    [[noreturn]] void serveBadly()
    {
        while (true) {
            const int connection = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (connection < 0)
                std::abort();
            std::thread([this, connection] { answerBadly(connection); }).detach();
        }
    }

    static bool send(int connection, std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t done = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (done <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
        return true;
    }

    // Until the other one has gone.
    static void hold(int connection)
    {
        std::array<char, 512> rest{};
        while (::recv(connection, rest.data(), rest.size(), 0) > 0) { }
    }

    void answerBadly(int connection)
    {
        std::array<char, 65536> request{};
        if (::recv(connection, request.data(), request.size(), 0) > 0)
            ++m_asked;
        const std::string json = "Content-Type: application/json\r\n";
        switch (m_manners) {
        case Manners::SaysNothing:
            hold(connection);
            break;
        case Manners::HalfAReply:
            send(connection, httpReply(json + "Content-Length: 1000\r\n", R"({"status":"succ)"));
            break;
        case Manners::HalfAReplyAndHolds:
            send(connection, httpReply(json + "Content-Length: 1000\r\n", R"({"status":"succ)"));
            hold(connection);
            break;
        case Manners::Resets: {
            const linger atOnce{.l_onoff = 1, .l_linger = 0};
            ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        } break;
        case Manners::EndlessBody:
            if (send(connection, httpReply(json, "{\"data\":[")))
                while (send(connection, std::string(65536, ' '))) { }
            break;
        case Manners::EndlessHeaders:
            send(connection, "HTTP/1.1 200 OK\r\n");
            while (send(connection, "X-More: " + std::string(4000, 'x') + "\r\n")) { }
            break;
        case Manners::DripsBytes:
            send(connection, httpReply(json, "{"));
            while (send(connection, " "))
                std::this_thread::sleep_for(50ms);
            break;
        case Manners::WrongContentType:
            send(connection,
                 httpReply("Content-Type: image/png\r\n", "\x89PNG\r\n\x1a\n not an answer"));
            break;
        case Manners::NoHttp:
            send(connection, "220 mail.example ESMTP\r\n");
            break;
        case Manners::LyingLength:
            send(connection, httpReply(json + "Content-Length: -5\r\n", "{}"));
            break;
        case Manners::LyingGzip:
            send(connection, httpReply(json + "Content-Encoding: gzip\r\n", "this is no gzip"));
            break;
        case Manners::LyingJson:
            send(connection,
                 httpReply(
                     json,
                     R"({"status":"success","data":{"resultType":"matrix","result":[{"metric")"
                     R"(:[],"values":[["NaN",{}],[1e999,"-"]]}],"total":-1},"resourceSpans":7,)"
                     R"("traces":[{"traceID":null,"startTimeUnixNano":"-9e99"}],"rows":{},)"
                     R"("meta":{"totalPages":1e18,"page":-1},"next_cursor":[[]]})"));
            break;
        }
        ::close(connection);
    }

    const Manners m_manners;
    const int m_listener;
    std::uint16_t m_port = 0;
    std::atomic<int> m_asked = 0;
};

Manners mannersOf(const Trial& trial)
{
    return kManners[trial.seed % kManners.size()];
}

// One of the sources, at such a peer, which goes on in its own thread until the process ends.
pull::SourceProfile sourceAt(const BadPeer& peer, const Trial& trial)
{
    const std::string name(kSources[trial.seed / kManners.size() % kSources.size()]);
    ::setenv("PLUMBLINE_TOKEN_LANGFUSE", "pk:sk", 1); // the one that has to have one
    auto profile = pull::loadSource(name);
    require(profile.has_value(), profile ? "" : profile.error().message);
    profile->baseUrl = peer.url();
    return std::move(*profile);
}

} // namespace

// A pull that goes on: each feed says what is wrong, none gives up, and none is said to have come
// further than it got, so that all is asked for again.
void pullFromBadPeer(const Trial& trial)
{
    const Manners manners = mannersOf(trial);
    const auto* peer = new BadPeer(manners);
    pull::SourceProfile profile = sourceAt(*peer, trial);
    const std::string name = profile.id;
    profile.connectTimeout = kAskLimit;
    profile.requestTimeout = kAskLimit;
    const std::string path = trial.path("pulled.plumb");
    ingest::PipelineSettings settings;
    settings.isFollowing = true;
    auto pipeline = ingest::Pipeline::start(path, settings);
    require(pipeline.has_value(), pipeline ? "" : pipeline.error().message);
    std::vector<pull::FeedReport> reports;
    {
        pull::AlertBook alerts(**pipeline);
        pull::PullerSettings pulling;
        pulling.sources.push_back({.profile = std::move(profile), .tokenFile = {}});
        pulling.isFollowing = true;
        auto puller = pull::Puller::start(std::move(pulling), **pipeline, alerts);
        require(puller.has_value(), puller ? "" : puller.error().message);
        const auto isTold = [](const pull::FeedReport& report) {
            return !report.problem.empty() || report.rounds > 0;
        };
        const auto until = std::chrono::steady_clock::now() + kPullPatience;
        do {
            std::this_thread::sleep_for(20ms);
            reports = (*puller)->reports();
        } while (!std::ranges::all_of(reports, isTold) && std::chrono::steady_clock::now() < until);
        require(!(*puller)->isDone(), name + ": a pull that is to go on has ended");
    }
    require((*pipeline)->finish().has_value(), name + ": the recording cannot be ended");
    pipeline->reset();
    if (peer->asked() == 0)
        broken(name + " was not asked");
    checkRecording(path);
    if (manners == Manners::LyingJson)
        return; // it may be that a source finds what it needs in it, which is nothing
    for (const pull::FeedReport& report : reports) {
        const std::string feed = name + ' ' + report.feed;
        require(!report.problem.empty(), feed + ": nothing is said of it");
        require(report.rounds == 0 && !report.upTo, feed + " is said to have come further");
    }
    const auto reader = store::Reader::open(path);
    require(reader.has_value(), reader ? "" : reader.error().message);
    const auto cursors = (*reader)->cursors();
    require(cursors && cursors->empty(), name + ": its cursor ran ahead of what was got");
}

void misbehaveAsPeer(const Trial& trial)
{
    const Manners manners = mannersOf(trial);
    const auto* peer = new BadPeer(manners);
    const pull::SourceProfile source = sourceAt(*peer, trial);
    const std::string name = source.id;
    const auto began = std::chrono::steady_clock::now();
    const net::ConnectionVerdict verdict = pull::testSource(source, {}, kAskLimit);
    const auto took = std::chrono::steady_clock::now() - began;
    if (peer->asked() == 0)
        broken(name + " was not asked: " + verdict.text);
    const auto most = (kAskLimit + kSlack) * static_cast<int>(source.feeds.size());
    require(took < most, name + ": it took longer than it may");
    require(!verdict.text.empty(), name + ": nothing is said of it");
    // Of what is well-formed it may be that a source finds what it needs, which is nothing.
    require(!verdict.isUsable() || manners == Manners::LyingJson,
            name + " is said to be well: " + verdict.text);
}

} // namespace faults
