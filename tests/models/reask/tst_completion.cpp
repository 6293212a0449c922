// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/reask/completion.h"

#include <QTest>

using namespace reask;

namespace {

net::Exchange replied(int status = 200, std::string body = {})
{
    net::Exchange exchange;
    exchange.state = net::ExchangeState::Replied;
    exchange.status = status;
    exchange.body = std::move(body);
    return exchange;
}

const std::string kStream =
    ": keep-alive\r\n\r\n"
    "data: "
    "{\"model\":\"m-1-2026\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}"
    "\r\n\r\n"
    "data: {\"choices\":[{\"delta\":{\"content\":\"Größe: \"}}]}\r\n\r\n"
    "data:{\"choices\":[{\"delta\":{\"content\":\"24\",\"reasoning_content\":\"hm\"}}]}\r\n\r\n"
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\n"
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}\r\n\r\n"
    "data: [DONE]\r\n\r\n";

sampling::Sample read(const std::string& stream, std::size_t piece)
{
    CompletionReader reader;
    for (std::size_t at = 0; at < stream.size(); at += piece)
        reader.feed(std::string_view(stream).substr(at, piece));
    return reader.finish(replied(200, stream));
}

} // namespace

class TestCompletion : public QObject
{
    Q_OBJECT

private slots:
    void streamsAreReadHoweverTheyAreCut()
    {
        for (const std::size_t piece :
             {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{64}, kStream.size()}) {
            const sampling::Sample sample = read(kStream, piece);
            QCOMPARE(sample.error, std::string());
            QCOMPARE(sample.text, std::string("Größe: 24"));
            QCOMPARE(sample.reasoning, std::string("hm"));
            QCOMPARE(sample.model, std::string("m-1-2026"));
            QCOMPARE(sample.finishReason, std::string("stop"));
            QCOMPARE(sample.inputTokens, std::optional<std::int64_t>(9));
            QCOMPARE(sample.outputTokens, std::optional<std::int64_t>(4));
        }
    }

    void callsOfToolsComeInPieces()
    {
        const sampling::Sample sample = read(
            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":"
            "\"look\",\"arguments\":\"\"}}]}}]}\n\n"
            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{"
            "\"arguments\":\"{\\\"a\\\":\"}}]}}]}\n\n"
            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{"
            "\"arguments\":\"1}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]",
            5);
        QCOMPARE(sample.error, std::string());
        QCOMPARE(sample.toolCalls.size(), std::size_t{1});
        QCOMPARE(sample.said(), std::string("look({\"a\":1})"));
    }

    void whoDoesNotStreamIsReadToo()
    {
        const sampling::Sample sample = read(
            "{\n \"model\":\"m\",\"usage\":{\"prompt_tokens\":3},\n\"choices\":[{\"message\":"
            "{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]},\"finish_reason\":\"stop\"}]}",
            10);
        QCOMPARE(sample.error, std::string());
        QCOMPARE(sample.text, std::string("Hi"));
        QCOMPARE(sample.inputTokens, std::optional<std::int64_t>(3));
    }

    void whatBreaksOffIsAnError()
    {
        const sampling::Sample sample =
            read("data: {\"choices\":[{\"delta\":{\"content\":\"Half\"}}]}\n\n", 9);
        QVERIFY(sample.error.find("broke off") != std::string::npos);
        QVERIFY(read("data: {\"error\":{\"message\":\"overloaded\"}}\n\n", 9).error
                == "overloaded");
        QVERIFY(!read("<html>", 9).error.empty());
        QVERIFY(!read("", 9).error.empty());
        QVERIFY(!read("data: nonsense\n\n", 9).error.empty());
        net::Exchange broken;
        broken.state = net::ExchangeState::SentNoReply;
        broken.error = "timed out";
        QCOMPARE(CompletionReader().finish(broken).error, std::string("timed out"));
    }

    void statusesAreTold()
    {
        net::Exchange exchange = replied(429, "{\"error\":{\"message\":\"Rate limit reached\"}}");
        exchange.headers = {{"retry-after", "20"}};
        QCOMPARE(CompletionReader().finish(exchange).error,
                 std::string("HTTP 429: Rate limit reached (asks to wait 20 s)"));
        QCOMPARE(CompletionReader().finish(replied(500, "oops")).error, std::string("HTTP 500"));
        QVERIFY(CompletionReader()
                    .finish(replied(400, "{\"error\":\"" + std::string(1'000'000, 'x') + "\"}"))
                    .error.size()
                < std::size_t{20'000});
    }
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
