// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/filter.h"
#include "models/suspects/filterfields.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <random>

using namespace Qt::StringLiterals;
using suspects::FieldValue;
using suspects::Filter;
using suspects::Term;

namespace {

unsigned drawBelow(std::mt19937& random, std::size_t limit)
{
    return static_cast<unsigned>(random() % limit);
}

constexpr telemetry::Timestamp kCursor{std::chrono::hours(500'000)};

using Fields = std::map<std::string, FieldValue>;

Fields sample()
{
    return {{"", {.texts = {"code-assistant codegen-7b Call numpy.fastsort() now"}}},
            {"service", {.texts = {"code-assistant"}}},
            {"model", {.texts = {"codegen-7b"}}},
            {"tenant", {.texts = {"acme"}}},
            {"region", {.texts = {"eu-1"}}},
            {"prob", {.texts = {}, .number = 0.72}},
            {"reason", {.texts = {"fabrication: 1 name that does not exist"}}},
            {"tool", {.texts = {"search", "run_tests"}}},
            {"input_tokens", {.texts = {}, .number = 1500}},
            {"retries", {.texts = {"3"}, .number = 3}},
            {"verdict", {.texts = {"half-confirmed"}}},
            {"output", {.texts = {"Is there anything else I can help with? Say so."}}}};
}

bool isTaken(const std::string& text, telemetry::Timestamp time = kCursor)
{
    const auto filter = Filter::parse(text);
    if (!filter)
        qFatal("%s: %s", text.c_str(), filter.error().message.c_str());
    const Fields fields = sample();
    return filter->matches(
        [&](const std::string& field) {
            const auto found = fields.find(field);
            return found == fields.end() ? FieldValue{} : found->second;
        },
        time, kCursor);
}

// A filter that could have been typed, from random terms.
Filter anyFilter(std::mt19937& random)
{
    const auto pick = [&](const auto& choices) {
        return choices[drawBelow(random, std::size(choices))];
    };
    const std::array<std::string, 9> names{"service", "model", "tenant",     "app.region", "reason",
                                           "none",    "my id", "\"quoted\"", "-minus"};
    const std::array<std::string, 11> values{"acme", "a b", "x,y",  "say \"no\"",  "",     "none",
                                             "any",  "-4",  "1..2", "back\\slash", "*gen?"};
    const std::array<std::string, 4> numbers{"prob", "input_tokens", "duration", "my.count"};
    const std::array<double, 6> limits{0, 0.1, -3.5, 1e-9, 1234567, 1e21};
    std::vector<Term> terms;
    for (unsigned i = drawBelow(random, 5); i > 0; --i) {
        Term term;
        term.kind = static_cast<Term::Kind>(drawBelow(random, 7));
        term.isNegated = drawBelow(random, 3) == 0;
        if (term.kind == Term::Kind::Number) {
            term.field = pick(numbers);
            const double limit = term.field == "prob" ? 0.1 * drawBelow(random, 10) : pick(limits);
            switch (drawBelow(random, 4)) {
            case 0:
                term.low = limit;
                term.isLowOpen = drawBelow(random, 2) == 0;
                break;
            case 1:
                term.high = limit;
                term.isHighOpen = drawBelow(random, 2) == 0;
                break;
            default:
                term.low = limit;
                term.high = term.field == "prob" ? 1 : 2 * std::abs(limit) + 10;
                term.isHighOpen = true;
            }
        } else if (term.kind == Term::Kind::Time) {
            term.field = drawBelow(random, 2) == 0 ? "since" : "until";
            if (drawBelow(random, 2) == 0)
                term.moment = kCursor - std::chrono::nanoseconds(random());
            else
                term.before = std::chrono::nanoseconds(random()) * (drawBelow(random, 1000));
        } else {
            if (term.kind != Term::Kind::Text)
                term.field = pick(names);
            const bool hasValues = term.kind == Term::Kind::Text || term.kind == Term::Kind::Holds
                || term.kind == Term::Kind::Is;
            const bool isMany = term.kind != Term::Kind::Text && drawBelow(random, 2) == 0;
            for (unsigned values_ = hasValues ? (isMany ? 3 : 1) : 0; values_ > 0; --values_)
                term.values.push_back(pick(values));
        }
        terms.push_back(std::move(term));
    }
    return Filter(std::move(terms));
}

} // namespace

class TestFilter : public QObject
{
    Q_OBJECT

private slots:
    void takesWhatItSays_data();
    void takesWhatItSays();
    void timesAreCountedFromTheCursor();
    void mistakesAreSaid_data();
    void mistakesAreSaid();
    void wordsThatLookLikeFieldsAreText();
    void whatIsPrintedIsReadAgain();
    void anyBytesAreAFilterOrAMistake();
    void propertiesBecomeFilters();
    void fieldsAndValuesAreOffered();
    void aWordIsReadOnceEach();
};

void TestFilter::takesWhatItSays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("taken");
    const auto row = [](const char* text, bool taken) {
        QTest::newRow(text) << QString::fromUtf8(text) << taken;
    };
    row("", true);
    row("model:codegen*", true);
    row("model:CodeGen", true);
    row("model:codegen?7b", true);
    row("model:codegen?", false);
    row("model=codegen", false);
    row("model=codegen-7b", true);
    row("model!=codegen-7b", false);
    row("-model:codegen", false);
    row("-model!=codegen-7b", true);
    row("tenant=acme", true);
    row("tenant=acme,other", true);
    row("tenant=Acme", false);
    row("tenant:none", false);
    row("tenant:any", true);
    row("customer:none", true);
    row("customer:any", false);
    row("customer=acme", false);
    row("customer!=acme", true);
    row("prob>0.6", true);
    row("prob>60%", true);
    row("prob>=0.72 prob<=0.72", true);
    row("prob>0.72", false);
    row("prob<0.72", false);
    row("prob:0.7..0.8", true);
    row("prob:0.6..0.72", false);
    row("prob:0.72..", true);
    row("prob:..0.72", false);
    row("input_tokens:1000..2000", true);
    row("input_tokens=1500", true);
    row("input_tokens:none", false);
    row("output_tokens:none", true);
    row("output_tokens<5", false);
    row("retries>2", true);
    row("retries=3", true);
    row("reason:fabrication model:codegen*", true);
    row("reason:truncation model:codegen*", false);
    row("tool:run_tests", true);
    row("tool=search,delete", true);
    row("tool=delete", false);
    row("numpy", true);
    row("\"fastsort() now\"", true);
    row("fastsort NUMPY", true);
    row("fastsort gone", false);
    row("-gone", true);
    row("-numpy", false);
    // Whole words where the values are known: half of it is something else.
    row("verdict:confirmed", false);
    row("-verdict:confirmed", true);
    row("verdict:half-confirmed", true);
    row("verdict:dismissed,Half-Confirmed", true);
    row("verdict!=confirmed", true);
    row("verdict:\"none\"", false);
    // A sign in quotation marks is itself; outside, in a long text, a pattern is looked for.
    row("output:\"help with?\"", true);
    row("output:\"help wit?\"", false);
    row("output:help?with?", true);
    row("output:anything*so", true);
    row("output:so*anything", false);
    row("model:\"codegen*\"", false);
    row("numpy.fast*now", true);
    row("\"numpy*\"", false);
    // No field begins like that.
    row("std::sort", false);
    row("-std::sort", true);
    row("https://a.b/c?d=e", false);
    row("12:30", false);
}

void TestFilter::takesWhatItSays()
{
    QFETCH(QString, text);
    QFETCH(bool, taken);
    QCOMPARE(isTaken(text.toStdString()), taken);
}

void TestFilter::timesAreCountedFromTheCursor()
{
    using namespace std::chrono_literals;
    QVERIFY(isTaken("since:10m", kCursor - 10min));
    QVERIFY(!isTaken("since:10m", kCursor - 10min - 1ns));
    QVERIFY(isTaken("until:1h", kCursor - 61min));
    QVERIFY(!isTaken("until:1h", kCursor - 1h));
    QVERIFY(isTaken("since:1970-01-02T00:00:00Z", kCursor));
    QVERIFY(!isTaken("since:2200-01-02T00:00:00Z", kCursor));
    QVERIFY(isTaken("Since:10m", kCursor));
}

void TestFilter::mistakesAreSaid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::addColumn<int>("at");
    const auto row = [](const QByteArray& text, const char* says, int at) {
        QTest::newRow(text.constData()) << QString::fromUtf8(text) << QString::fromUtf8(says) << at;
    };
    row("model:", "value is missing", 0);
    row("a model: b", "value is missing", 2);
    row("prob>high", "no number", 5);
    row("prob:lots", "no number", 5);
    row("model>3", "is for numbers", 6);
    row("since:soon", "no time", 6);
    row("since:10", "no time", 6);
    row("since>10m", "takes one time", 6);
    row("say \"no", "not closed", 4);
    row(":x", "field is missing", 0);
    row("-", "nothing does", 0);
    row("a!b", "!=", 0);
    row("model:a,", "value is missing", 0);
    row("model:a\"b\"", "quotation mark", 0);
    row("wo\"rd\"", "middle of a word", 0);
    row("std::so\"rt\"", "middle of a word", 0);
    row("verdict:wrong", "none, confirmed, dismissed", 8);
    row("verdict:confirmed,none", "by itself", 18);
    row("failed:maybe", "yes, no", 7);
    row("content:capture", "captured", 8);
    row("prob>60", "as in 0.6 or 60%", 5);
    row("prob:60", "share", 5);
    row("prob<=150%", "share", 6);
    row("prob:-1..0.5", "share", 5);
    row("prob:0.5..2", "share", 5);
    row("prob:0.8..0.6", "Nothing lies in", 5);
    row("input_tokens:5..5", "Nothing lies in", 13);
    row("List<int>", "Quotation marks", 5);
    const QByteArray longest(400, 'x');
    row("y:" + longest + "x", "At most 400 bytes", 2);
    row("y " + longest + "x", "At most 400 bytes", 2);
}

void TestFilter::mistakesAreSaid()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    QFETCH(int, at);
    const auto filter = Filter::parse(text.toStdString());
    QVERIFY(!filter);
    QVERIFY2(QString::fromStdString(filter.error().message).contains(says),
             filter.error().message.c_str());
    QCOMPARE(static_cast<int>(filter.error().at), at);
}

void TestFilter::wordsThatLookLikeFieldsAreText()
{
    for (const char* text : {"std::sort", "https://a.b/c?d=e", "12:30", "3<4", "a::b::c"}) {
        const auto filter = Filter::parse(text);
        QVERIFY(filter && filter->terms().size() == 1);
        QVERIFY(filter->terms()[0].kind == Term::Kind::Text);
        QCOMPARE(filter->terms()[0].values, std::vector<std::string>{text});
        QCOMPARE(*Filter::parse(filter->text()), *filter);
    }
    // In quotation marks it is a field all the same, and is printed as one.
    const auto filter = Filter::parse("\"9lives\":x fill>1.2 x:\"//y\"");
    QVERIFY(filter);
    QCOMPARE(filter->terms()[0].field, std::string("9lives"));
    QCOMPARE(filter->text(), std::string("\"9lives\":x fill>1.2 x:\"//y\""));
    // However long: to the letter is cheap, and a click makes such a filter.
    const std::string id(5000, 'i');
    QVERIFY(Filter::parse(suspects::filterForValue("session", id).text()));
}

void TestFilter::whatIsPrintedIsReadAgain()
{
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        const Filter filter = anyFilter(random);
        const std::string text = filter.text();
        const auto again = Filter::parse(text);
        QVERIFY2(again, text.c_str());
        QVERIFY2(*again == filter, (text + " was read as " + again->text()).c_str());
    }
}

// Mutations of what people type, and plain noise: each is a filter that is printed and read as
// itself, or a mistake that lies within the text.
void TestFilter::anyBytesAreAFilterOrAMistake()
{
    std::mt19937 random(11);
    const std::string letters = "ab:=<>!,\"\\ .-*?%09emnoy\t\xc3\xa9\xff";
    int read = 0;
    for (int i = 0; i < 50'000; ++i) {
        std::string text = i % 2 == 0 ? anyFilter(random).text() : std::string();
        for (unsigned changes = drawBelow(random, 12); changes > 0; --changes) {
            const std::size_t at = drawBelow(random, text.size() + 1);
            const char letter = letters[drawBelow(random, letters.size())];
            if (drawBelow(random, 3) == 0 && at < text.size())
                text.erase(at, 1);
            else
                text.insert(at, 1, letter);
        }
        const auto filter = Filter::parse(text);
        if (!filter) {
            QVERIFY(!filter.error().message.empty());
            QVERIFY2(filter.error().at + filter.error().length <= text.size(), text.c_str());
            continue;
        }
        ++read;
        const auto again = Filter::parse(filter->text());
        QVERIFY2(again && *again == *filter, (text + " | " + filter->text()).c_str());
        const auto completion = suspects::completions(text, drawBelow(random, text.size() + 1));
        QVERIFY(completion.from <= text.size());
    }
    QVERIFY(read > 5000);
}

void TestFilter::propertiesBecomeFilters()
{
    QCOMPARE(suspects::filterForValue("tenant", "acme").text(), std::string("tenant=acme"));
    QCOMPARE(suspects::filterForValue("tenant", "none").text(), std::string("tenant=\"none\""));
    QCOMPARE(suspects::filterForMissing("tenant").text(), std::string("tenant:none"));
    QCOMPARE(suspects::filterForRange("input_tokens", 1000, 2000).text(),
             std::string("input_tokens>=1000 input_tokens<=2000"));
    QCOMPARE(suspects::filterForRange("input_tokens", 1000, {}).text(),
             std::string("input_tokens>=1000"));
    QCOMPARE(suspects::filterForRange("input_tokens", {}, 2000).text(),
             std::string("input_tokens<=2000"));
    const Filter closed = suspects::filterForRange("input_tokens", 1000, 2000);
    QCOMPARE(*Filter::parse(closed.text()), closed);
    const Filter both = suspects::filterForValue("a", "1").with(
        suspects::filterForValue("a", "1").with(suspects::filterForMissing("b")));
    QCOMPARE(both.text(), std::string("a=1 b:none"));
    QCOMPARE(*Filter::parse(both.text()), both);
}

void TestFilter::fieldsAndValuesAreOffered()
{
    const auto words = [](const std::string& text) {
        return suspects::completions(text, text.size()).words;
    };
    using Words = std::vector<std::string>;
    QCOMPARE(words("serv"), Words{"service:"});
    QCOMPARE(words("numpy verd"), Words{"verdict:"});
    QCOMPARE(words("-verd"), Words{"verdict:"});
    QCOMPARE(words("reason:fab"), Words{"fabrication"});
    QCOMPARE(words("reason:truncation,fab"), Words{"fabrication"});
    QCOMPARE(words("prob"), Words{"prob>"});
    QVERIFY(words("").empty());
    QVERIFY(words("tenant:a").empty());
    QCOMPARE(suspects::completions("x reason:fab", 12).from, 9U);
    QCOMPARE(suspects::nearestField("modle"), std::string("model"));
    QVERIFY(suspects::nearestField("tenant").empty());
    QCOMPARE(suspects::nearestField("Modle"), std::string("model"));
    QVERIFY(suspects::nearestField("probability").empty()); // it is ours
}

// A pattern of many stars must not be tried in every way.
void TestFilter::aWordIsReadOnceEach()
{
    const std::string text(20'000, 'a');
    std::string pattern;
    for (int i = 0; i < 50; ++i)
        pattern += "a*";
    const auto filter = Filter::parse("x:" + pattern + "b");
    QVERIFY(filter);
    const auto read = [&](const std::string&) { return FieldValue{.texts = {text}}; };
    QVERIFY(!filter->matches(read, kCursor, kCursor));
}

QTEST_GUILESS_MAIN(TestFilter)

#include "tst_filter.moc"
