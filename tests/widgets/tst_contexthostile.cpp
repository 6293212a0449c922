// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/positions.h"
#include "models/trace/contextsessionbuilder.h"
#include "widgets/trace/contextbargeometry.h"
#include "widgets/trace/fillgeometry.h"

#include <QTest>

#include <array>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();

// Sessions as nobody would send them.
class Chaos
{
public:
    explicit Chaos(unsigned seed)
        : m_random(seed)
    {
        for (std::string& text : m_pool)
            text = madeText();
        const int count = below(6);
        for (int i = 0; i < count; ++i)
            m_documents.push_back(document());
        for (const auto& one : m_documents)
            retrieved.push_back(&one);
        m_tool.kind = telemetry::StepKind::Tool;
        m_tool.output = m_pool[0] + m_pool[1];
        m_tool.name = "t";
        if (below(2) == 0)
            return;
        scale.answers = below(9);
        scale.factor = 0.3 + below(30) / 10.0;
        if (below(2) == 0)
            scale.pin = below(2000);
    }

    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }

    telemetry::Generation generation(std::uint64_t number)
    {
        for (int i = below(4); i > 0; --i)
            m_said.insert(m_said.begin() + below(static_cast<int>(m_said.size()) + 1), message());
        if (below(3) == 0 && !m_said.empty())
            m_said.erase(m_said.begin() + below(static_cast<int>(m_said.size())));
        telemetry::Generation made;
        made.span = telemetry::SpanId{number};
        made.inputMessages = m_said;
        for (int i = below(3); i > 0; --i)
            made.documents.push_back(document());
        for (int i = below(3); i > 0; --i)
            made.outputMessages.push_back(message());
        made.contentState = static_cast<telemetry::ContentState>(below(5));
        made.isCompacted = below(6) == 0;
        made.isFailed = below(6) == 0;
        if (below(6) == 0) {
            made.errorKind = "context_overflow";
            made.errorMessage = "maximum context length is " + std::to_string(below(9000))
                + " tokens, resulted in " + std::to_string(below(20000));
        }
        for (auto* count : {&made.inputTokens, &made.outputTokens, &made.reasoningTokens,
                            &made.contextWindow, &made.maxTokens})
            if (below(2) == 0)
                *count = below(20) == 0 ? kHuge : below(6000) - 5;
        if (below(4) == 0) {
            made.toolsOffered = {"a", "b"};
            made.toolSchemas = {m_pool[2]};
        }
        return made;
    }

    claims::ClaimSet claimsOn(const telemetry::Generation& answer)
    {
        claims::ClaimSet set;
        set.generation = answer.span;
        for (int i = 0; i < 6; ++i) {
            claims::Claim claim;
            claim.support = static_cast<claims::Support>(below(7));
            claims::Evidence evidence;
            evidence.place.span = below(2) == 0 ? answer.span : telemetry::SpanId{99};
            evidence.place.kind = static_cast<similarity::PlaceKind>(below(6));
            evidence.place.message = static_cast<std::size_t>(below(6));
            evidence.place.part = static_cast<std::size_t>(below(4));
            evidence.place.start = below(50);
            evidence.place.end = evidence.place.start + below(50);
            evidence.isDropped = below(4) == 0;
            claim.evidence.push_back(evidence);
            set.claims.push_back(claim);
        }
        return set;
    }

    trace::AroundTurn around() const { return {.retrieved = retrieved, .tools = {&m_tool}}; }

    trace::TokenScale scale;
    std::vector<const telemetry::Document*> retrieved;

private:
    std::string madeText()
    {
        static constexpr std::array<const char*, 7> kPieces{
            "\xC3\xA9", "\xE6\xBC\xA2", " ", "17", "(earlier turns omitted) ", "a", "b"};
        if (below(5) == 0)
            return std::string(static_cast<std::size_t>(below(4000)), "ab "[below(3)]);
        std::string text;
        for (int i = below(40); i > 0; --i)
            text += kPieces[static_cast<std::size_t>(below(7))];
        return text;
    }
    const std::string& anyText() { return m_pool[static_cast<std::size_t>(below(12))]; }

    telemetry::Message message()
    {
        static constexpr std::array<const char*, 6> kRoles{"system", "user",      "assistant",
                                                           "tool",   "developer", ""};
        telemetry::Message made;
        made.role = kRoles[static_cast<std::size_t>(below(6))];
        for (int i = below(4); i > 0; --i) {
            telemetry::Part part;
            part.kind = static_cast<telemetry::PartKind>(below(9));
            part.text = below(3) > 0 ? anyText() : std::string();
            part.json = below(4) == 0 ? anyText() : std::string();
            part.name = below(2) == 0 ? "t" : "";
            made.parts.push_back(part);
        }
        return made;
    }

    telemetry::Document document()
    {
        return {.id = below(2) == 0 ? "id" : "",
                .title = below(3) == 0 ? "title" : "",
                .content = anyText(),
                .score = {}};
    }

    std::mt19937 m_random;
    std::array<std::string, 12> m_pool;
    std::vector<telemetry::Message> m_said;
    std::vector<telemetry::Document> m_documents;
    telemetry::Step m_tool;
};

} // namespace

// Whatever is sent: what is told of it adds up, and what is drawn of it stays in order.
class TestContextHostile : public QObject
{
    Q_OBJECT

private slots:
    void sessionsAddUp();
    void barsStayInOrder();

private:
    static void checkTurn(const trace::ContextSession& session, std::size_t index,
                          const telemetry::Generation& generation);
    static void checkBar(const trace::ContextWindow& window,
                         const std::vector<trace::ContextDrop>& drops, double width);
};

void TestContextHostile::checkTurn(const trace::ContextSession& session, std::size_t index,
                                   const telemetry::Generation& generation)
{
    const trace::ContextTurn& turn = session.turns[index];
    std::size_t next = 0; // every message of the input once, in order
    for (const trace::TurnMessage& message : turn.messages) {
        QVERIFY(message.content < session.messages.size());
        if (message.isPassage || message.fate == trace::MessageFate::Dropped)
            continue;
        QCOMPARE(std::size_t{message.index}, next);
        ++next;
    }
    QVERIFY(!turn.isTextKnown || next == generation.inputMessages.size());
    QCOMPARE(turn.addedTokens() + turn.carriedTokens(), turn.context.input);
    for (const trace::ContextDrop& drop : turn.drops) {
        for (const std::uint32_t content : drop.contents)
            QVERIFY(content < session.messages.size());
        QVERIFY(drop.tokens.value_or(0) >= 0);
    }
    double foot = 0;
    for (const traceview::FillBlock& block : traceview::fillBlocks(turn, 10)) {
        QCOMPARE(block.from, foot);
        QVERIFY(block.to >= block.from);
        foot = block.to;
    }
}

void TestContextHostile::checkBar(const trace::ContextWindow& window,
                                  const std::vector<trace::ContextDrop>& drops, double width)
{
    const auto geometry = traceview::barGeometry(window, drops, width);
    double behind = -1e-6;
    for (const traceview::BarSegment& segment : geometry.segments) {
        QVERIFY(segment.left >= behind - 1e-6);
        QVERIFY(segment.right >= segment.left - 1e-6);
        QVERIFY(segment.piece == trace::ContextPiece::kNone
                || segment.piece < window.pieces.size());
        behind = segment.right;
    }
    for (const double position : {0.0, 0.3, 1.0})
        QVERIFY(std::isfinite(geometry.xOf(position)));
}

void TestContextHostile::sessionsAddUp()
{
    for (unsigned seed = 1; seed <= 400; ++seed) {
        Chaos chaos(seed);
        trace::ContextSessionBuilder builder("s", chaos.scale);
        trace::TokenScaleFit fit;
        std::vector<telemetry::Generation> sent;
        for (int i = 1 + chaos.below(8); i > 0; --i) {
            sent.push_back(chaos.generation(sent.size() + 1));
            fit.add(sent.back());
            builder.add(sent.back(), chaos.around());
        }
        QVERIFY(fit.scale().factor > 0);
        const trace::ContextSession session = builder.take();
        QCOMPARE(session.turns.size(), sent.size());
        for (std::size_t i = 0; i < sent.size(); ++i)
            checkTurn(session, i, sent[i]);
        if (QTest::currentTestFailed())
            qFatal("seed %u", seed);
    }
}

void TestContextHostile::barsStayInOrder()
{
    for (unsigned seed = 1; seed <= 400; ++seed) {
        Chaos chaos(seed);
        const telemetry::Generation sent = chaos.generation(1);
        trace::ContextSessionBuilder builder("s", chaos.scale);
        builder.add(sent, chaos.around());
        const trace::ContextSession session = builder.take();
        const auto window = trace::contextWindowOf(sent, chaos.scale, chaos.retrieved);
        std::int64_t sum = 0;
        for (const trace::ContextPiece& piece : window.pieces)
            sum += piece.tokens;
        QCOMPARE(sum, window.used);
        for (const double width : {1.0, 160.0, 900.0})
            checkBar(window, session.turns[0].drops, width);
        trace::TraceContents contents;
        contents.generations = {sent};
        const auto positions =
            claims::positionsOf(chaos.claimsOn(sent), contents, window, chaos.retrieved);
        for (const claims::UsedStretch& used : positions.used) {
            QVERIFY(used.position >= 0 && used.position <= 1);
            QVERIFY(used.firstToken <= used.lastToken);
        }
        if (QTest::currentTestFailed())
            qFatal("seed %u", seed);
    }
}

QTEST_GUILESS_MAIN(TestContextHostile)
#include "tst_contexthostile.moc"
