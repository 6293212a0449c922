// SPDX-License-Identifier: GPL-3.0-or-later

// What the exploring page says of what it shows, and what it keeps of it.

#include "models/drivers/relationtext.h"
#include "models/telemetry/inenglish.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/fitscroll.h"
#include "widgets/common/formats.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/explore/explorepage.h"
#include "widgets/explore/explorepagelimits.h"
#include "widgets/explore/lagview.h"
#include "widgets/explore/relationview.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QStandardItemModel>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace explore {

namespace {

constexpr int kNoteLines = 6;
constexpr int kFewNoteLines = 3; // in a low page, where the plot needs the room
constexpr int kRoomyExplore = 640; // pixels at the usual text size
constexpr std::size_t kMostCompanions = 2;

QString shown(const std::string& sentence)
{
    return common::safeLine(sentence, 600);
}

// Without what the page is about anyhow.
QString shortLabel(const drivers::Outcome& outcome)
{
    const QString check = common::safeLine(outcome.check, kNameLength);
    switch (outcome.kind) {
    case drivers::OutcomeKind::AnyCheck:
        return ExplorePage::tr("Fail any check");
    case drivers::OutcomeKind::Check:
        return ExplorePage::tr("Fail %1").arg(check);
    case drivers::OutcomeKind::Score:
        return check.isEmpty() ? ExplorePage::tr("Mean badness of the worst check")
                               : ExplorePage::tr("Mean badness of %1").arg(check);
    case drivers::OutcomeKind::Error:
        return ExplorePage::tr("End in an error");
    }
    return {};
}

struct Choice
{
    QString text;
    QString name;
    bool isThere = true;
};

// Only what is new is put in anew: an open list must not jump.
void fill(QComboBox& combo, const std::vector<Choice>& choices, const QString& current)
{
    const QSignalBlocker blocker(&combo);
    auto* model = qobject_cast<QStandardItemModel*>(combo.model());
    for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
        const Choice& choice = choices[static_cast<std::size_t>(i)];
        if (i >= combo.count())
            combo.addItem(choice.text, choice.name);
        combo.setItemText(i, choice.text);
        combo.setItemData(i, choice.name);
        model->item(i)->setEnabled(choice.isThere);
    }
    while (combo.count() > static_cast<int>(choices.size()))
        combo.removeItem(combo.count() - 1);
    combo.setCurrentIndex(std::max(0, combo.findData(current)));
}

} // namespace

// What nobody sends is listed, and said to be missing.
void ExplorePage::fillDrivers()
{
    std::vector<Choice> choices;
    const drivers::Driver chosen = m_follower.setting().driver;
    const auto add = [&](const drivers::Driver& driver, bool isThere) {
        const QString label = common::safeSentence(drivers::labelOf(driver), kNameLength);
        choices.push_back({.text = isThere ? label : tr("%1 (not in the telemetry)").arg(label),
                           .name = QString::fromStdString(drivers::nameOf(driver)),
                           .isThere = isThere || driver == chosen});
    };
    if (m_snapshot) {
        for (const drivers::Available& one : m_snapshot->drivers)
            add(one.driver, one.answers > 0 || m_snapshot->answers == 0);
        for (const drivers::CheckCount& check : m_snapshot->checks)
            add({.kind = drivers::DriverKind::Failing, .check = check.check}, true);
    } else {
        for (const drivers::DriverKind kind : drivers::kDriverKinds)
            add({.kind = kind, .check = {}}, true);
    }
    const QString name = QString::fromStdString(drivers::nameOf(chosen));
    if (std::ranges::find(choices, name, &Choice::name) == choices.end())
        add(chosen, false);
    fill(*m_driver, choices, name);
}

void ExplorePage::fillOutcomes()
{
    std::vector<drivers::Outcome> outcomes{{}, {.kind = drivers::OutcomeKind::Score, .check = {}}};
    if (m_snapshot) {
        for (const drivers::CheckCount& check : m_snapshot->checks)
            outcomes.push_back({.kind = drivers::OutcomeKind::Check, .check = check.check});
        for (const drivers::CheckCount& check : m_snapshot->checks)
            outcomes.push_back({.kind = drivers::OutcomeKind::Score, .check = check.check});
    }
    outcomes.push_back({.kind = drivers::OutcomeKind::Error, .check = {}});
    const drivers::Outcome chosen = m_follower.setting().outcome;
    if (std::ranges::find(outcomes, chosen) == outcomes.end())
        outcomes.push_back(chosen);
    std::vector<Choice> choices;
    for (const drivers::Outcome& outcome : outcomes)
        choices.push_back({.text = shortLabel(outcome),
                           .name = QString::fromStdString(drivers::nameOf(outcome))});
    fill(*m_outcome, choices, QString::fromStdString(drivers::nameOf(chosen)));
}

void ExplorePage::updateControls()
{
    const std::optional<double> driver = at();
    m_plot->setSetting(driver);
    m_now->setEnabled(m_at.has_value());
    if (!m_snapshot)
        return;
    m_isFilling = true;
    const drivers::Driver& of = m_snapshot->request.driver;
    m_atTitle->setText(common::safeSentence(drivers::labelOf(of), 24));
    if (driver && m_snapshot->used > 0) {
        if (!m_atSlider->isSliderDown())
            m_atSlider->setValue(static_cast<int>(std::lround(
                std::clamp(m_snapshot->density.placeOf(*driver), 0.0, 1.0) * kSliderSteps)));
        m_atValue->setText(QString::fromStdString(drivers::tickText(of, *driver)));
    }
    const int lags = m_snapshot->lag.points.empty() ? 0 : m_snapshot->lag.points.back().lag + 1;
    if (!m_lagSlider->isSliderDown()) {
        const auto steps = static_cast<int>(m_snapshot->request.lag / m_snapshot->step);
        m_lagSlider->setRange(0, std::max(steps, lags - 1));
        m_lagSlider->setValue(steps);
        m_lagView->setLag(steps);
        m_lagValue->setText(QString::fromStdString(drivers::lagText(m_snapshot->request.lag)));
    }
    m_lagSlider->setEnabled(lags > 1);
    m_isFilling = false;
}

void ExplorePage::fitNotes()
{
    const int lines = height() < m_theme.scaled(kRoomyExplore) ? kFewNoteLines : kNoteLines;
    m_noteRoom->setFixedHeight(lines * m_notes->fontMetrics().lineSpacing());
}

void ExplorePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitNotes();
}

void ExplorePage::updateReading()
{
    const std::optional<double> driver = at();
    if (!m_snapshot || !driver) {
        m_reading->clear();
        m_relief->clear();
        return;
    }
    if (m_snapshot->isPartial) {
        // The newest are no sample of all: what they seem to show may turn with the rest.
        m_reading->setText(
            tr("Reading the answers: %1 so far").arg(common::countText(m_snapshot->answers)));
        m_relief->setText(
            tr("Whether the rate goes with the %1 is said when all of them are read.")
                .arg(common::safeLine(drivers::labelOf(m_snapshot->request.driver), 60)));
        m_notes->clear();
        m_plot->setAccessibleDescription(m_reading->text());
        return;
    }
    m_reading->setText(shown(drivers::settingSentence(*m_snapshot, *driver)));
    const std::string relief =
        drivers::reliefSentence(*m_snapshot, *driver, m_limit->value() / 100);
    m_relief->setText(shown(relief.empty() ? drivers::shapeSentence(*m_snapshot) : relief));
    // Their room is fixed; in some languages a sentence takes more.
    for (QLabel* label : {m_reading, m_relief})
        label->setToolTip(common::plainToolTip(label->text()));
    QStringList notes;
    if (!relief.empty())
        notes << shown(drivers::shapeSentence(*m_snapshot));
    const std::vector<std::string> companions = drivers::companionSentences(*m_snapshot);
    for (std::size_t i = 0; i < std::min(kMostCompanions, companions.size()); ++i)
        notes << shown(companions[i]);
    if (companions.size() > kMostCompanions)
        notes << tr("%1 more drivers move together with it.")
                     .arg(companions.size() - kMostCompanions);
    notes << shown(drivers::lagSentence(*m_snapshot));
    for (const std::string& note :
         {drivers::gaugeSentence(*m_snapshot), drivers::leftOutSentence(*m_snapshot)}) {
        if (!note.empty())
            notes << shown(note);
    }
    m_notes->setText(notes.join(u'\n'));
    m_plot->setAccessibleDescription(m_reading->text() + u' ' + notes.join(u' '));
}

void ExplorePage::updateEmpty()
{
    const bool isEmpty = !m_snapshot || m_snapshot->used == 0;
    const std::string& service = m_follower.setting().service;
    if (service.empty())
        m_empty->setContent(u"explore"_s, tr("No service yet"),
                            tr("How the failures of a service go with its load, the length of its "
                               "contexts and other things is plotted here, once one sends "
                               "telemetry."));
    else if (!m_snapshot && !m_message->text().isEmpty())
        m_empty->setContent(u"error"_s, tr("The answers could not be read"),
                            tr("What went wrong stands above. They are read again as soon as the "
                               "time moves or something else is chosen."));
    else if (!m_snapshot)
        m_empty->setContent(u"explore"_s, tr("Reading the answers"),
                            tr("The newest are shown first; the rest follows."));
    else if (m_snapshot->answers == 0)
        m_empty->setContent(u"explore"_s, tr("No answers in this range"),
                            tr("%1 gave none in the visible time. A longer one, below, may hold "
                               "some.")
                                .arg(common::safeLine(service, kNameLength)));
    else if (m_snapshot->unknownOutcome == m_snapshot->answers)
        m_empty->setContent(
            u"explore"_s, tr("Nobody could tell whether these answers are wrong"),
            tr("None of %1 has a result of what is chosen above: what is not "
               "captured or not judged is unknown, not good.")
                .arg(common::countedText(m_snapshot->answers, tr("1 answer"), tr("%1 answers"))));
    else
        m_empty->setContent(
            u"explore"_s, tr("Not in the telemetry"),
            tr("No answer that was judged tells the %1. Choose another driver "
               "above; those that are told can be chosen.")
                .arg(common::safeLine(drivers::labelOf(m_follower.setting().driver), 60)));
    m_empty->setVisible(isEmpty);
    m_body->setVisible(!isEmpty);
    m_suspects->setEnabled(!service.empty());
    if (m_save != nullptr)
        m_save->setEnabled(!isEmpty && isCurrent() && !m_snapshot->isPartial);
}

// What the objective of the service and check allows, unless somebody asked for another.
void ExplorePage::updateLimit()
{
    if (m_isLimitOwn)
        return;
    const items::RelationSetting& setting = m_follower.setting();
    const objective::Objective* found = setting.outcome.kind == drivers::OutcomeKind::Check
        ? objective::objectiveFor(m_objectives, setting.service, setting.outcome.check)
        : nullptr;
    m_isFilling = true;
    m_limit->setValue(found != nullptr ? found->allowed() * 100 : kUsualLimit);
    m_isFilling = false;
    QString text = tr("No objective is of this service and check: the rate that you want it to be "
                      "under");
    if (found != nullptr) {
        const std::string part = objective::scopeText(*found);
        text =
            tr("What the objective \"%1\" allows").arg(common::safeLine(found->name, kNameLength));
        if (!part.empty())
            text = tr("%1 (of %2 alone)").arg(text, common::safeLine(part, kNameLength));
        text = common::plainToolTip(text);
    }
    m_limit->setToolTip(text);
    m_plot->setLimit(m_limit->value() / 100);
}

bool ExplorePage::isCurrent() const
{
    const items::RelationSetting& setting = m_follower.setting();
    return m_snapshot && m_snapshot->request.service == setting.service
        && m_snapshot->request.driver == setting.driver
        && m_snapshot->request.outcome == setting.outcome && m_snapshot->request.lag == setting.lag;
}

SavedSetting ExplorePage::setting() const
{
    SavedSetting saved{.relation = m_follower.setting(),
                       .at = isCurrent() ? at() : m_at,
                       .limit = m_limit->value() / 100,
                       .range = m_conductor.visibleRange(),
                       .sentences = {}};
    if (!isCurrent() || !saved.at)
        return saved; // what is shown is of another setting
    saved.range = m_snapshot->request.view.range;
    const telemetry::InEnglish recorded;
    saved.sentences = {drivers::settingSentence(*m_snapshot, *saved.at),
                       drivers::reliefSentence(*m_snapshot, *saved.at, saved.limit),
                       drivers::shapeSentence(*m_snapshot), drivers::gaugeSentence(*m_snapshot),
                       drivers::leftOutSentence(*m_snapshot)};
    std::erase_if(saved.sentences, [](const std::string& one) { return one.empty(); });
    return saved;
}

void ExplorePage::restore(const SavedSetting& setting)
{
    m_isLimitOwn = true;
    m_limit->setValue(setting.limit * 100);
    m_chosen = QString::fromStdString(setting.relation.service);
    m_snapshot = nullptr; // of something else, as far as is known
    m_plot->setSnapshot(nullptr);
    m_follower.setSetting(setting.relation);
    m_follower.pacer().requestNow();
    fillPickers();
    fillServices();
    m_at = setting.at;
    updateControls();
    updateReading();
}

void ExplorePage::save()
{
    const SavedSetting saved = setting();
    const bool isPast = m_conductor.mode() != items::TimeConductor::Mode::Live;
    telemetry::TimelineEntry entry;
    entry.time = isPast ? m_conductor.cursor() : m_clock.now();
    entry.kind = "note";
    entry.subject = saved.relation.service;
    entry.text = saved.relation.service + ":";
    for (std::size_t i = 0; i < std::min<std::size_t>(2, saved.sentences.size()); ++i)
        entry.text += ' ' + saved.sentences[i];
    entry.payload = payloadOf(saved);
    m_port->append(entry);
    m_message->say(common::MessageBar::Kind::Info,
                   tr("Kept in the incident's record: \"%1\"").arg(shown(entry.text)));
}

} // namespace explore
