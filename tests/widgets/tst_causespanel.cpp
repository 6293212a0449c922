// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/causecard.h"
#include "widgets/dashboard/causespanel.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace Qt::StringLiterals;
using causes::Cause;
using dashboard::CauseCard;

namespace {

// What nine hypotheses are about; the first is the likeliest.
std::shared_ptr<causes::Causes> causesFrom(const std::vector<Cause>& order)
{
    auto all = std::make_shared<causes::Causes>();
    all->facts.service = "support-bot";
    all->facts.onset = causes::OnsetFacts{};
    all->facts.onset->low = pagetest::at(10);
    all->facts.range = {.start = pagetest::at(0), .end = pagetest::at(60)};
    double score = 5;
    for (const Cause cause : order) {
        causes::Hypothesis hypothesis;
        hypothesis.cause = cause;
        hypothesis.title = causes::causeTitle(cause);
        hypothesis.sentence = "answers of <b>support-bot</b> are bad.";
        hypothesis.evidence = {{.text = "model x\u202e<b>-7 is new", .weight = score},
                               {.text = "it is not the load", .weight = -1}};
        hypothesis.missing = {"No index version is told."};
        hypothesis.score = score - 1;
        hypothesis.remedy = {.lever = "pin:support-bot", .value = "x-6", .text = "Go back."};
        hypothesis.refutation = "others are as bad.";
        hypothesis.service = "support-bot";
        if (cause == Cause::ModelVersion) {
            hypothesis.trait = causes::Trait::Model;
            hypothesis.conditions = {{.kind = causes::Condition::Kind::Value,
                                      .field = "model",
                                      .value = "x-7",
                                      .low = {},
                                      .high = {}}};
            hypothesis.since = pagetest::at(12);
        }
        all->hypotheses.push_back(hypothesis);
        score = -3;
    }
    all->radii.resize(all->hypotheses.size());
    all->radii.front().recent = 12;
    return all;
}

std::vector<Cause> startingWith(Cause first)
{
    std::vector<Cause> order{first};
    for (const Cause cause : causes::kCauses) {
        if (cause != first)
            order.push_back(cause);
    }
    return order;
}

} // namespace

class TestCausesPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_panel = std::make_unique<dashboard::CausesPanel>(m_theme);
        m_panel->resize(700, 400);
    }
    void cleanup() { m_panel.reset(); }

    void theLikeliestIsOpen()
    {
        m_panel->setCauses(causesFrom(startingWith(Cause::ModelVersion)), true);
        m_panel->show();
        const auto& cards = m_panel->cards();
        QCOMPARE(cards.size(), causes::kCauseCount);
        QVERIFY(cards[0]->isOpen());
        for (std::size_t i = 1; i < cards.size(); ++i)
            QVERIFY(!cards[i]->isOpen());
        QCOMPARE(cards[0]->hypothesis().cause, Cause::ModelVersion);
        QVERIFY(m_panel->summary().contains(u"Bad model version: likely (+4.0)"_s));
        QVERIFY(cards[0]->text().contains(u"1 for it, 1 against, 1 not known"_s));
        QVERIFY(cards[0]->text().contains(u"Lever pin:support-bot to x-6."_s));
        QVERIFY(cards[8]->text().contains(u"unlikely"_s));
        QCOMPARE(pagetest::namelessWidgets(*m_panel), QStringList());
    }

    // Somebody writes about it then, or looks at the recording afterwards.
    void ofAnAlarmThatIsOver()
    {
        m_panel->setOver(u"A-0001, which cleared at 04:12:10"_s);
        m_panel->setCauses(causesFrom(startingWith(Cause::ModelVersion)), true);
        QVERIFY2(m_panel->summary().startsWith(u"Causes of A-0001, which cleared at 04:12:10. "_s),
                 qPrintable(m_panel->summary()));
        m_panel->setOver({});
        m_panel->setCauses(causesFrom(startingWith(Cause::ModelVersion)), true);
        QVERIFY(!m_panel->summary().contains(u"cleared"_s));
    }

    void aFirstLookSaysThatItIsOne()
    {
        auto first = causesFrom(startingWith(Cause::ModelVersion));
        first->isFirstLook = true;
        first->radii.clear();
        first->facts.answers = 600;
        m_panel->setCauses(first, true);
        QVERIFY2(m_panel->summary().startsWith(u"Causes at first look. "_s),
                 qPrintable(m_panel->summary()));
        const auto* head = m_panel->findChild<QToolButton*>();
        QVERIFY2(head->text().contains(u"the 600 answers next to the onset"_s),
                 qPrintable(head->text()));
        QVERIFY2(head->text().contains(u"being read"_s), qPrintable(head->text()));
        m_panel->setFailed(true); // the others are waited for no more
        m_panel->setCauses(first, true);
        QVERIFY2(head->text().contains(u"600 answers next to the onset; the others could not be "
                                       "read"_s),
                 qPrintable(head->text()));
        QVERIFY(!head->text().contains(u"being read"_s));
        m_panel->setFailed(false);
        m_panel->setCauses(causesFrom(startingWith(Cause::ModelVersion)), true);
        QVERIFY(!m_panel->summary().contains(u"first look"_s));
        QVERIFY(!head->text().contains(u"being read"_s));
    }

    void textFromOutsideIsPlain()
    {
        m_panel->setCauses(causesFrom(startingWith(Cause::ModelVersion)), true);
        for (const QLabel* label : m_panel->findChildren<QLabel*>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(m_panel->cards()[0]->text().contains(u"model x⟦U+202E⟧<b>-7 is new"_s));
    }

    // What was opened by hand stays so, also where its class moves to another place.
    void foldsFollowTheClass()
    {
        m_panel->setCauses(causesFrom(startingWith(Cause::ModelVersion)), true);
        CauseCard* last = m_panel->cards()[8];
        const Cause cause = last->hypothesis().cause;
        last->findChild<QToolButton*>()->click();
        m_panel->setCauses(causesFrom(startingWith(cause)), true);
        QCOMPARE(m_panel->cards()[0]->hypothesis().cause, cause);
        QVERIFY(m_panel->cards()[0]->isOpen());
        QVERIFY(m_panel->cards()[1]->isOpen()); // of the model: it was
        m_panel->setCauses({}, true); // of another alarm
        m_panel->setCauses(causesFrom(startingWith(Cause::Load)), true);
        QVERIFY(m_panel->cards()[0]->isOpen());
        QVERIFY(!m_panel->cards()[1]->isOpen());
    }

    void asksForAnswersAndSteps()
    {
        m_panel->setCauses(causesFrom(startingWith(Cause::ModelVersion)), true);
        m_panel->show();
        QSignalSpy answers(m_panel.get(), &dashboard::CausesPanel::answersRequested);
        QSignalSpy levers(m_panel.get(), &dashboard::CausesPanel::leverRequested);
        const auto buttons = m_panel->cards()[0]->findChildren<QPushButton*>();
        QCOMPARE(buttons.size(), 3);
        QCOMPARE(buttons[0]->text(), u"Show These"_s);
        buttons[0]->click();
        QCOMPARE(answers.size(), 1);
        QVERIFY(!buttons[1]->isVisible()); // no runbook has a step for it
        m_panel->setSteps([](const causes::Remedy& remedy) {
            return remedy.lever == "pin:support-bot" && remedy.value == "x-6"
                ? u"Step 5: Pin R&D to x-6, the model that served before the release"_s
                : QString();
        });
        QVERIFY(buttons[1]->isVisible());
        // Which one is said before it is pressed.
        QVERIFY2(buttons[1]->text().startsWith(u"Open Step 5: Pin R&&D to x-6"_s)
                     && buttons[1]->text().endsWith(u'…'),
                 qPrintable(buttons[1]->text()));
        QVERIFY(buttons[1]->toolTip().contains(u"before the release"_s));
        buttons[1]->click();
        QCOMPARE(levers.size(), 1);
        QCOMPARE(levers[0][0].toString(), u"pin:support-bot"_s);
        QCOMPARE(levers[0][1].toString(), u"x-6"_s);
        m_panel->setSteps({});
        QVERIFY(!buttons[1]->isVisible());
    }

    // What traces tell is no word on whom the statement reached: that is one click away.
    void theirWordsAreFollowed()
    {
        auto all = std::make_shared<causes::Causes>(*causesFrom(startingWith(Cause::ModelVersion)));
        all->radii.front().since = 9;
        m_panel->setCauses(all, true);
        m_panel->show();
        const QString text = m_panel->cards()[0]->text();
        QVERIFY2(text.contains(u"no other service takes them on in their own traces; where their "
                               "words went is not known from here"_s),
                 qPrintable(text));
        QSignalSpy spread(m_panel.get(), &dashboard::CausesPanel::spreadRequested);
        const auto buttons = m_panel->cards()[0]->findChildren<QPushButton*>();
        QCOMPARE(buttons.last()->text(), u"Follow Their Words"_s);
        QVERIFY(buttons.last()->isVisible());
        buttons.last()->click();
        QCOMPARE(spread.size(), 1);
        QCOMPARE(spread[0][0].toString(), u"support-bot"_s);
    }

    // Whoever comes from a finding: that card alone is open, also when it is read only later.
    void oneCardIsAskedFor()
    {
        m_panel->show();
        m_panel->showCause(Cause::Index);
        m_panel->setCauses(causesFrom(startingWith(Cause::ModelVersion)), true);
        for (const CauseCard* card : m_panel->cards())
            QCOMPARE(card->isOpen(), card->hypothesis().cause == Cause::Index);
        m_panel->setCauses(causesFrom(startingWith(Cause::Load)), true); // live: it stays
        for (const CauseCard* card : m_panel->cards())
            QCOMPARE(card->isOpen(), card->hypothesis().cause == Cause::Index);
        m_panel->showCause(Cause::Load);
        for (const CauseCard* card : m_panel->cards())
            QCOMPARE(card->isOpen(), card->hypothesis().cause == Cause::Load);
    }

    void unknownIsSaidInWords()
    {
        m_panel->setCauses({}, true);
        QVERIFY(m_panel->summary().contains(u"being looked for"_s));
        // What the alarm knows need not wait for it.
        m_panel->setChange(u"began when model b first appeared"_s);
        m_panel->setCauses({}, true);
        QVERIFY(m_panel->summary().endsWith(u"So far: it began when model b first appeared"_s));
        m_panel->setFailed(true);
        m_panel->setCauses({}, true);
        QCOMPARE(m_panel->summary(),
                 u"Causes: they could not be read. So far: it began when model "
                 "b first appeared"_s);
        m_panel->setChange({});
        m_panel->setCauses({}, true);
        QCOMPARE(m_panel->summary(), u"Causes: they could not be read."_s);
        m_panel->setFailed(false);
        auto none = std::make_shared<causes::Causes>();
        m_panel->setCauses(none, true);
        QVERIFY(m_panel->summary().contains(u"nothing that rose can be told from chance"_s));
        // A first look that finds nothing has not looked at everything.
        auto first = std::make_shared<causes::Causes>();
        first->isFirstLook = true;
        m_panel->setCauses(first, true);
        QVERIFY(m_panel->summary().contains(u"being looked for"_s));
        m_panel->setCauses({}, false);
        QVERIFY(m_panel->isHidden());
    }

private:
    common::Theme m_theme{u"light"_s};
    std::unique_ptr<dashboard::CausesPanel> m_panel;
};

QTEST_MAIN(TestCausesPanel)
#include "tst_causespanel.moc"
