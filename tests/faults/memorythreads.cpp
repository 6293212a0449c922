// SPDX-License-Identifier: GPL-3.0-or-later

// The memory of one thread of a console that receives is at its end, at its n-th allocation since,
// once or some times in a row: a client is answered, and comes again where it was told to; nothing
// that was acknowledged is lost, and each answer counts once. The same of what SQLite allocates.

#include "models/ingest/pipeline.h"
#include "models/ingest/receiver.h"
#include "models/store/reader.h"
#include "tests/faults/classes.h"
#include "tests/faults/recordingcheck.h"
#include "tests/faults/scarcity.h"
#include "tests/models/ingest/ingestfixture.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace faults {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kSent = 8; // deliveries
constexpr std::uint64_t kSpansOfEach = 3;
constexpr int kMostTries = 20; // of one delivery
constexpr int kPatience = 20; // seconds without an answer
constexpr std::array<std::int64_t, 3> kFailuresInARow{1, 3, 10};

enum class Starving
{
    Writer, // these four as the threads are made, after the checkpointer
    Health,
    Decoder,
    Session, // all clients' thread
    Sqlite, // in whichever thread
};

// A status; 0: the connection ended without one. Not being answered at all breaks the invariant.
int statusOfPost(std::uint16_t port, const std::string& body)
{
    const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval most{.tv_sec = kPatience, .tv_usec = 0};
    ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    require(::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
            "it does not listen any more");
    const std::string request =
        "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        "Content-Type: application/x-protobuf\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body;
    std::string_view rest = request;
    while (!rest.empty()) {
        const ssize_t done = ::send(connection, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (done <= 0)
            break;
        rest.remove_prefix(static_cast<std::size_t>(done));
    }
    std::string reply;
    std::array<char, 4096> bytes{};
    while (true) {
        const ssize_t got = ::recv(connection, bytes.data(), bytes.size(), 0);
        require(got >= 0 || errno != EAGAIN, "a client is not answered");
        if (got <= 0)
            break;
        reply.append(bytes.data(), static_cast<std::size_t>(got));
    }
    ::close(connection);
    constexpr std::string_view start = "HTTP/1.1 ";
    return reply.starts_with(start) ? std::atoi(reply.c_str() + start.size()) : 0;
}

// As an exporter does (OTLP, "Retryable Response Codes"): again after 503 and after a connection
// that ended.
void deliverOverHttp(std::uint16_t port, std::uint64_t number, int& refused)
{
    const std::string body = ingesttest::manySpans(number * kPerBatch, kSpansOfEach);
    for (int attempt = 0; attempt < kMostTries; ++attempt) {
        const int status = statusOfPost(port, body);
        if (status == 200)
            return;
        require(status == 503 || status == 0,
                "a delivery is answered " + std::to_string(status)
                    + ", after which nobody sends it again");
        ++refused;
    }
    broken("it does not go on when there is memory");
}

std::int64_t countedAnswers(const std::string& path)
{
    const auto reader = store::Reader::open(path);
    require(reader.has_value(), reader ? "" : reader.error().message);
    store::SeriesQuery query;
    query.match.check = "truncation";
    query.step = 3600s;
    const auto series = (*reader)->series({}, query);
    require(series.has_value(), series ? "" : series.error().message);
    std::int64_t counted = 0;
    for (const auto& point : *series)
        counted += point.sum.count + point.sum.unknown;
    return counted;
}

void starve(const Trial& trial, Starving what)
{
    spare();
    require(what != Starving::Sqlite || takeMemoryOfSqlite(), "SQLite keeps its own memory");
    const std::string path = trial.path("scarce.plumb");
    ingest::PipelineSettings settings;
    settings.isLive = true;
    settings.isStepped = true; // no thread that looks at links: the others are told apart by order
    const std::vector<pid_t> before = threadsHere();
    auto pipeline = ingest::Pipeline::start(path, settings);
    require(pipeline.has_value(), pipeline ? "" : pipeline.error().message);
    ingest::ReceiverSettings listening;
    listening.port = 0;
    auto receiver = ingest::Receiver::listen(listening, **pipeline);
    require(receiver.has_value(), receiver ? "" : receiver.error().message);
    std::vector<pid_t> ours;
    std::ranges::set_difference(threadsHere(), before, std::back_inserter(ours));
    require(ours.size() == 5,
            "there are other threads than checkpointer, writer, health, decoder "
            "and session: "
                + std::to_string(ours.size()));
    Shortage shortage;
    if (what != Starving::Sqlite)
        shortage.thread = ours[1 + static_cast<std::size_t>(what)];
    // Each early allocation, and ever fewer of the later ones.
    const auto step = static_cast<std::int64_t>(trial.seed / kFailuresInARow.size());
    shortage.from = step + step * step / 16;
    shortage.failures = kFailuresInARow[trial.seed % kFailuresInARow.size()];

    int refused = 0;
    beginShortage(shortage);
    for (std::uint64_t number = 1; number <= kSent; ++number)
        deliverOverHttp((*receiver)->port(), number, refused);
    (*pipeline)->drain();
    const std::int64_t failed = endShortage();
    receiver->reset();
    const auto finished = (*pipeline)->finish();
    require(finished.has_value(), finished ? "" : finished.error().message);
    pipeline->reset();

    const Found found = checkRecording(path);
    for (std::uint64_t number = 1; number <= kSent; ++number) {
        const auto batch = found.batches.find(number);
        require(batch != found.batches.end()
                    && batch->second == static_cast<std::int64_t>(kSpansOfEach),
                "delivery " + std::to_string(number) + " was acknowledged and is not whole");
    }
    // What was not judged is pending: whoever takes the recording up judges it.
    const auto wanted = static_cast<std::int64_t>(kSent * kSpansOfEach);
    require(countedAnswers(path) <= wanted, "an answer counts twice");
    {
        auto again = ingest::Pipeline::start(path, settings);
        require(again.has_value(), again ? "" : again.error().message);
        (*again)->drain();
        require((*again)->finish().has_value(), "it cannot be taken up");
    }
    require(countedAnswers(path) == wanted,
            std::to_string(countedAnswers(path)) + " answers are counted of "
                + std::to_string(wanted));
    if (failed == 0)
        notReached(); // the thread takes fewer allocations
}

} // namespace

void starveWriter(const Trial& trial)
{
    starve(trial, Starving::Writer);
}
void starveHealth(const Trial& trial)
{
    starve(trial, Starving::Health);
}
void starveDecoder(const Trial& trial)
{
    starve(trial, Starving::Decoder);
}
void starveSession(const Trial& trial)
{
    starve(trial, Starving::Session);
}
void starveSqlite(const Trial& trial)
{
    starve(trial, Starving::Sqlite);
}

} // namespace faults
