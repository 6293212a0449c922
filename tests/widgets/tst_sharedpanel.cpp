// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/differencewords.h"
#include "tests/models/store/storefixture.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/triage/pairedbars.h"
#include "widgets/triage/sharedpanel.h"

#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int kCalls = 300;

// Every fourth call has the new prompt, whose name is a trap, and most of these are suspects.
void plant(const storetest::Recording& recording)
{
    const auto writer = recording.writer();
    std::vector<otlp::OutgoingSpan> spans;
    store::HealthResults results;
    for (int i = 0; i < kCalls; ++i) {
        const auto number = static_cast<std::uint64_t>(i) + 1;
        spans.push_back(storetest::chatSpan(number, i));
        spans.back().attributes.emplace_back("gen_ai.prompt.version",
                                             std::string(i % 4 == 0 ? "<b>v2</b>\u202e" : "v1"));
        spans.back().attributes.emplace_back("tenant.id", std::string(i % 4 == 0 ? "acme" : "all"));
        results.suspicions.push_back({storetest::traceId(number), storetest::spanId(number),
                                      i % 4 == 0 && i % 12 != 0 ? 0.9 : 0.05, "groundedness",
                                      storetest::at(i)});
    }
    QVERIFY(writer->append(storetest::spansBatch(spans, kCalls + 10)));
    QVERIFY(writer->append(results));
    QVERIFY(writer->commit());
}

} // namespace

class TestSharedPanel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void tellsWhatTheySharePlainly();
    void oneClickMakesItAFilter();
    void oneClickTakesItOn();
    void whatCannotBeDoneIsNotOffered();
    void saysWhatTheFiguresMean();
    void keysReachWhatCanBeDone();
    void theBarsStandWhereThereIsRoom();
    void saysWhenThereIsNothing_data();
    void saysWhenThereIsNothing();
    void fewSelectedOnesAreToldAsNotSure();
    void selectedOnesAreHeldAgainstTheRest();
    void aPartOfTimeIsHeldAgainstTheRest();
    void whatCannotBeReadIsSaid();
    void staysAsItIsWhileLookedAt();
    void everythingHasAName();

private:
    QString labels() const; // all visible texts
    triage::FindingUses uses() const;
    QPushButton* button(const QString& text) const; // null: it was never made
    const QLabel* label(const QString& words) const; // that is visible; null: there is none
    QListView* list() const { return m_panel->findChild<QListView*>(); }

    std::unique_ptr<storetest::Recording> m_recording;
    pagetest::ManualClock m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<triage::SharedPanel> m_panel;
};

void TestSharedPanel::init()
{
    m_recording = std::make_unique<storetest::Recording>();
    plant(*m_recording);
    m_clock.time = storetest::at(kCalls + 60);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_conductor = std::make_unique<items::TimeConductor>(m_clock, true);
    m_conductor->setSpan(std::chrono::minutes(10));
    m_conductor->setBounds({storetest::at(0), m_clock.time});
    m_theme = std::make_unique<common::Theme>(u"dark"_s);
    m_panel = std::make_unique<triage::SharedPanel>(*m_queries, *m_conductor, *m_theme);
    m_panel->setUses(uses());
    m_panel->setQuestion({.service = "shop", .range = {}, .minimum = 0.5});
    m_panel->resize(900, 260);
    m_panel->show();
}

void TestSharedPanel::cleanup()
{
    m_queries->waitForIdle();
    m_panel.reset();
    m_conductor.reset();
    m_queries.reset();
}

QString TestSharedPanel::labels() const
{
    QStringList texts;
    for (const auto* label : m_panel->findChildren<QLabel*>())
        if (label->isVisibleTo(m_panel.get()))
            texts.append(label->text());
    return texts.join(u'|');
}

triage::FindingUses TestSharedPanel::uses() const
{
    return {.canFilter = [](const auto& property) { return property.attribute.id != "load"; },
            .hypothesis = [](const auto&) { return u"Notes it"_s; },
            .lever = [](const auto& finding) { return QString::fromStdString(finding.service); }};
}

QPushButton* TestSharedPanel::button(const QString& text) const
{
    for (auto* each : m_panel->findChildren<QPushButton*>())
        if (each->text() == text)
            return each;
    return nullptr;
}

const QLabel* TestSharedPanel::label(const QString& words) const
{
    for (const auto* each : m_panel->findChildren<QLabel*>())
        if (each->isVisible() && each->text().contains(words))
            return each;
    return nullptr;
}

void TestSharedPanel::tellsWhatTheySharePlainly()
{
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    const QModelIndex first = list()->model()->index(0, 0);
    // Not interpreted, and what turns the reading order round is made visible.
    QCOMPARE(first.data().toString(), u"prompt version is <b>v2</b>⟦U+202E⟧"_s);
    QCOMPARE(first.data(items::DifferenceModel::FoldedRole).toStringList(),
             QStringList{u"Same answers: tenant.id is acme"_s});
    const QString effect = first.data(items::DifferenceModel::EffectRole).toString();
    QVERIFY2(effect.startsWith(u"90 points more often ("_s), qPrintable(effect)); // 50/50 - 25/250
    QVERIFY2(labels().contains(u"50 suspects beside 250 judged answers that are no suspects"_s),
             qPrintable(labels()));
    QVERIFY2(labels().contains(u"values and ranges compared, which the intervals allow for"_s),
             qPrintable(labels()));
    for (const auto* label : m_panel->findChildren<QLabel*>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    const QString bars = m_panel->findChild<triage::PairedBars*>()->accessibleDescription();
    QVERIFY2(bars.contains(u"v1: 0 % of the suspects, 90 % of the rest"_s), qPrintable(bars));
}

void TestSharedPanel::oneClickMakesItAFilter()
{
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    std::vector<differences::NamedProperty> chosen;
    connect(m_panel.get(), &triage::SharedPanel::filterChosen, this,
            [&chosen](const differences::NamedProperty& property) { chosen.push_back(property); });
    auto* only = button(u"Only These"_s);
    QVERIFY(only->isVisible());
    only->click();
    QCOMPARE(chosen.size(), std::size_t{1});
    QCOMPARE(chosen[0].attribute.id, std::string("prompt_version"));
    QVERIFY(chosen[0].kind == differences::NamedProperty::Kind::Value);
    m_panel->setUses(
        {.canFilter = [](const auto&) { return false; }, .hypothesis = {}, .lever = {}});
    QVERIFY(!only->isVisible());
}

void TestSharedPanel::oneClickTakesItOn()
{
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    std::vector<std::string> taken;
    connect(m_panel.get(), &triage::SharedPanel::hypothesisChosen, this,
            [&taken](const differences::DifferenceRow& finding) {
                taken.push_back("hypothesis " + finding.property.attribute.id);
            });
    connect(m_panel.get(), &triage::SharedPanel::leverChosen, this,
            [&taken](const differences::DifferenceRow& finding) {
                taken.push_back("lever " + finding.service);
            });
    QPushButton* hypothesis = button(u"Take as Hypothesis"_s);
    QPushButton* lever = button(u"Use in Lever"_s);
    QVERIFY(hypothesis != nullptr && hypothesis->isVisible());
    QVERIFY(lever != nullptr && lever->isVisible());
    QVERIFY(hypothesis->toolTip().contains(u"Notes it"_s));
    hypothesis->click();
    lever->click();
    QCOMPARE(taken, (std::vector<std::string>{"hypothesis prompt_version", "lever shop"}));
}

// A recording has no lever: its control is not hidden, it is never made.
void TestSharedPanel::whatCannotBeDoneIsNotOffered()
{
    triage::SharedPanel panel(*m_queries, *m_conductor, *m_theme);
    panel.setUses({.canFilter = [](const auto&) { return true; }, .hypothesis = {}, .lever = {}});
    panel.setQuestion({.service = "shop", .range = {}, .minimum = 0.5});
    panel.resize(400, 600);
    panel.show();
    QTRY_COMPARE(panel.findChild<QListView*>()->model()->rowCount(), 1);
    QCOMPARE(panel.findChildren<QPushButton*>().size(), 1);
    QCOMPARE(panel.findChild<QPushButton*>()->text(), u"Only These"_s);
    // What cannot be done with this one, though with others, is hidden.
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    triage::FindingUses none = uses();
    none.lever = [](const auto&) { return QString(); };
    m_panel->setUses(none);
    QVERIFY(!button(u"Use in Lever"_s)->isVisible());
    QVERIFY(button(u"Take as Hypothesis"_s)->isVisible());
}

void TestSharedPanel::saysWhatTheFiguresMean()
{
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    const QLabel* weight = label(u"50 answers of 50 people or conversations"_s);
    QVERIFY2(weight != nullptr, qPrintable(labels()));
    QVERIFY(weight->toolTip().contains(u"tend to fail together"_s));
    QCOMPARE(label(u"points remain"_s), nullptr); // nothing was held against it

    // What is computed of other findings, as it is worded.
    differences::Differences all = m_panel->shown();
    differences::DifferenceRow row = all.rows.at(0);
    row.weighed.suspectsWith = 12.4;
    row.conversations = 9;
    row.counts = {.suspectsWith = 65, .suspects = 100, .restWith = 0, .rest = 100};
    row.remainder = attribution::Remainder{.by = 0, .left = {.value = 0.12, .low = 0, .high = 0.2}};
    row.goesThrough = 0;
    triage::FindingDetails details(*m_theme);
    details.setFinding(all, row);
    details.show();
    QStringList lines;
    for (const auto* each : details.findChildren<QLabel*>()) {
        QVERIFY(!each->toolTip().isEmpty() && each->textFormat() == Qt::PlainText);
        lines << each->text();
    }
    QCOMPARE(
        lines,
        (QStringList{u"65 answers of 9 people or conversations, as sure as 12 independent ones"_s,
                     u"12 of 65 points remain among answers alike in prompt version"_s,
                     u"Goes through prompt version is <b>v2</b>⟦U+202E⟧"_s}));
}

void TestSharedPanel::keysReachWhatCanBeDone()
{
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    m_panel->activateWindow();
    m_panel->focusList();
    QTRY_VERIFY(list()->hasFocus());
    QSignalSpy filtered(m_panel.get(), &triage::SharedPanel::filterChosen);
    QSignalSpy levered(m_panel.get(), &triage::SharedPanel::leverChosen);
    QTest::keyClick(list(), Qt::Key_Tab);
    QTRY_VERIFY(button(u"Only These"_s)->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(filtered.count(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(button(u"Take as Hypothesis"_s)->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(button(u"Use in Lever"_s)->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(levered.count(), 1);
}

void TestSharedPanel::theBarsStandWhereThereIsRoom()
{
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    auto* bars = m_panel->findChild<triage::PairedBars*>();
    const auto isBeside = [&] {
        return bars->mapTo(m_panel.get(), QPoint()).x()
            >= list()->mapTo(m_panel.get(), QPoint(list()->width(), 0)).x();
    };
    QVERIFY(isBeside());
    m_panel->resize(330, 560);
    QTRY_VERIFY(!isBeside());
    // Every use is there, below each other where they are too wide.
    for (const char* text : {"Only These", "Take as Hypothesis", "Use in Lever"}) {
        const QPushButton* each = button(QLatin1String(text));
        QVERIFY(each->isVisible());
        QVERIFY(each->width() >= each->sizeHint().width());
        QVERIFY(each->mapTo(m_panel.get(), each->rect().bottomRight()).x() < m_panel->width());
    }
}

void TestSharedPanel::saysWhenThereIsNothing_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<double>("minimum");
    QTest::addColumn<QString>("words");
    QTest::newRow("too few") << u"shop"_s << 0.95
                             << u"Too few to compare: 0 held against the rest"_s;
    QTest::newRow("no rest") << u"shop"_s << 0.01 << u"hardly anything to compare them with"_s;
    QTest::newRow("no answers") << u"other"_s << 0.5 << u"No answers in this range"_s;
}

void TestSharedPanel::saysWhenThereIsNothing()
{
    QFETCH(QString, service);
    QFETCH(double, minimum);
    QFETCH(QString, words);
    m_panel->setQuestion({.service = service.toStdString(), .range = {}, .minimum = minimum});
    QTRY_VERIFY2(labels().contains(words), qPrintable(labels()));
    QVERIFY(!list()->isVisible());
}

// Five of which three have the new prompt, as one in ten of the rest: what they share is listed,
// marked as not sure, and nothing can be built on it.
void TestSharedPanel::fewSelectedOnesAreToldAsNotSure()
{
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QVERIFY(button(u"Use in Lever"_s)->isVisible());
    std::vector<telemetry::SpanKey> keys;
    for (const std::uint64_t i : {5, 9, 17, 2, 3})
        keys.push_back({storetest::traceId(i), storetest::spanId(i)});
    m_panel->setSelected(keys);
    QTRY_COMPARE(m_panel->shown().suspects, std::int64_t{5});
    QVERIFY2(m_panel->shown().rows.empty(), "three of five are sure: the test tells nothing");
    QVERIFY(list()->isVisible());
    const QModelIndex first = list()->model()->index(0, 0);
    QCOMPARE(first.data().toString(), u"prompt version is <b>v2</b>⟦U+202E⟧"_s);
    QCOMPARE(first.data(items::DifferenceModel::FoldedRole).toStringList().value(0),
             items::unsureText());
    QVERIFY(first.data(Qt::AccessibleTextRole).toString().contains(items::unsureText()));
    QVERIFY(list()->model()->rowCount() <= 5);
    QVERIFY2(labels().contains(u"these 5 suspects share is surer than chance"_s),
             qPrintable(labels()));
    QVERIFY2(!labels().contains(u"the others have"_s), qPrintable(labels()));
    QVERIFY(button(u"Only These"_s)->isVisible());
    QVERIFY(!button(u"Use in Lever"_s)->isVisible());
    QVERIFY(!button(u"Take as Hypothesis"_s)->isVisible());
    m_panel->setSelected({});
    QTRY_COMPARE(m_panel->shown().suspects, std::int64_t{50});
    QVERIFY(button(u"Use in Lever"_s)->isVisible());
}

void TestSharedPanel::selectedOnesAreHeldAgainstTheRest()
{
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    std::vector<telemetry::SpanKey> keys;
    for (std::uint64_t i = 1; i <= 40; ++i)
        keys.push_back({storetest::traceId(i), storetest::spanId(i)});
    m_panel->setSelected(keys);
    QVERIFY(m_panel->findChild<QComboBox*>()->isVisible());
    QCOMPARE(m_panel->findChild<QComboBox*>()->currentText(), u"40 selected"_s);
    QTRY_COMPARE(m_panel->shown().suspects, std::int64_t{40});
    m_panel->setSelected({});
    QVERIFY(!m_panel->findChild<QComboBox*>()->isVisible());
    QTRY_COMPARE(m_panel->shown().suspects, std::int64_t{50});
}

void TestSharedPanel::aPartOfTimeIsHeldAgainstTheRest()
{
    m_panel->setRegion({storetest::at(100), storetest::at(200)}, "shop");
    QTRY_COMPARE(m_panel->shown().suspects, std::int64_t{100});
    QCOMPARE(m_panel->shown().rest, std::int64_t{200});
    QTRY_VERIFY2(labels().contains(u"surer than chance"_s), qPrintable(labels()));
}

void TestSharedPanel::whatCannotBeReadIsSaid()
{
    items::RecordingQueries missing("/nowhere/at-all.plumb");
    triage::SharedPanel panel(missing, *m_conductor, *m_theme);
    panel.resize(400, 400);
    panel.show();
    QTRY_VERIFY(std::ranges::any_of(panel.findChildren<QLabel*>(), [](const QLabel* each) {
        return each->isVisible() && each->text().startsWith(u"Could not be read: "_s);
    }));
    missing.waitForIdle();
}

// Twenty more suspects come while the list has the focus.
void TestSharedPanel::staysAsItIsWhileLookedAt()
{
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    list()->setFocus();
    const auto writer = m_recording->writer();
    std::vector<otlp::OutgoingSpan> spans;
    store::HealthResults results;
    for (std::uint64_t number = 1001; number <= 1020; ++number) {
        spans.push_back(storetest::chatSpan(number, kCalls + 20));
        results.suspicions.push_back({storetest::traceId(number), storetest::spanId(number), 0.9,
                                      "groundedness", storetest::at(kCalls + 20)});
    }
    QVERIFY(writer->append(storetest::spansBatch(spans, kCalls + 30)));
    QVERIFY(writer->append(results));
    QVERIFY(writer->commit());
    m_clock.time += std::chrono::seconds(5);
    QTRY_VERIFY2_WITH_TIMEOUT(labels().contains(u"as of "_s), qPrintable(labels()), 15000);
    QCOMPARE(m_panel->shown().suspects, std::int64_t{50});
    list()->clearFocus();
    m_clock.time += std::chrono::seconds(5);
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->shown().suspects, std::int64_t{70}, 15000);
}

void TestSharedPanel::everythingHasAName()
{
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    for (const auto* widget : m_panel->findChildren<QWidget*>())
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible()
            && qobject_cast<const QAbstractButton*>(widget) == nullptr)
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
}

QTEST_MAIN(TestSharedPanel)
#include "tst_sharedpanel.moc"
