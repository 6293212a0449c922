// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/whatif/whatifpanel.h"

#include "models/items/servicehealthmodel.h"
#include "models/replay/whatiftext.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/whatif/whatifaxis.h"
#include "widgets/whatif/whatifeditors.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace whatif {

namespace {

constexpr std::size_t kMostKept = 3; // variants beside the one in the fields

QLabel* wrappedLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString alarmText(const std::optional<replay::AlarmCourse>& alarm)
{
    return alarm ? WhatIfPanel::tr("%1  %2").arg(
               common::utcTimeText(alarm->raised.time),
               common::safeLine(items::checkTitle(alarm->raised.check).toStdString(), 60))
                 : WhatIfPanel::tr("no alarm");
}

QString sentence(const std::string& text)
{
    return common::safeLine(text, 600);
}

} // namespace

WhatIfPanel::WhatIfPanel(const common::Theme& theme, items::RecordingQueries& queries,
                         QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_follower(queries)
    , m_editors(new WhatIfEditors(this))
    , m_ask(new QPushButton(tr("&What if"), this))
    , m_keep(new QPushButton(tr("&Keep beside"), this))
    , m_letGo(new QPushButton(tr("&Let go"), this))
    , m_cancel(new QPushButton(tr("&Cancel"), this))
    , m_save(new QPushButton(tr("&Save settings…"), this))
    , m_progress(new QProgressBar(this))
    , m_state(wrappedLabel(this))
    , m_empty(wrappedLabel(this))
    , m_exactness(wrappedLabel(this))
    , m_message(wrappedLabel(this))
    , m_axis(new WhatIfAxis(theme, this))
    , m_table(new QTableWidget(0, 5, this))
    , m_assumption(wrappedLabel(this))
{
    m_ask->setDefault(true);
    m_letGo->setToolTip(tr("Takes away the variants that are kept beside"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How much of the recording is told again"));
    m_table->setHorizontalHeaderLabels(
        {tr("What was wrong"), tr("In use"), tr("Variant"), tr("Told"), tr("Wrong answers")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->setWordWrap(true);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // sentences are wrapped
    m_table->viewport()->installEventFilter(this);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setText(
        tr("Here will stand, on one time axis, the alarms of the settings in use and of those in "
           "the fields; below it when each would have told of what was wrong, how many wrong "
           "answers that would have saved, and how many false alarms it would have cost."));
    m_table->setAccessibleName(tr("What each variant would have saved and cost"));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(common::kSpace2);
    for (QWidget* one :
         std::initializer_list<QWidget*>{m_ask, m_keep, m_letGo, m_cancel, m_progress})
        buttons->addWidget(one);
    buttons->addStretch(1);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3, common::kSpace3);
    column->setSpacing(common::kSpace2);
    column->addWidget(m_editors);
    column->addLayout(buttons);
    column->addWidget(m_state);
    column->addWidget(m_message);
    column->addWidget(m_exactness);
    column->addWidget(m_axis);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1); // so that the rest stays above it
    column->addWidget(m_assumption);

    connect(m_ask, &QPushButton::clicked, this, &WhatIfPanel::ask);
    connect(m_editors, &WhatIfEditors::accepted, this, &WhatIfPanel::ask);
    connect(m_editors, &WhatIfEditors::changed, this, &WhatIfPanel::showRunning);
    connect(m_keep, &QPushButton::clicked, this, &WhatIfPanel::keep);
    connect(m_letGo, &QPushButton::clicked, this, &WhatIfPanel::letGo);
    connect(m_cancel, &QPushButton::clicked, &m_follower, &items::WhatIfFollower::stop);
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (const replay::Variant* variant = toSave())
            emit saveRequested(replay::Variant(*variant));
    });
    connect(m_axis, &WhatIfAxis::momentChosen, this, &WhatIfPanel::momentChosen);
    connect(&m_follower, &items::WhatIfFollower::changed, this, &WhatIfPanel::refresh);
    connect(&m_follower, &items::WhatIfFollower::progressed, this,
            [this](double share) { m_progress->setValue(static_cast<int>(share * 1000)); });
    connect(&m_follower, &items::WhatIfFollower::failed, this, &WhatIfPanel::tell);
    connect(&theme, &common::Theme::changed, this, &WhatIfPanel::refresh);
    refresh();
}

void WhatIfPanel::forget()
{
    m_isWaiting = true;
    m_isUnread = false;
    m_asked.clear();
    m_kept.clear();
    m_knowsInUse = false;
    tell({});
    m_follower.forget();
}

void WhatIfPanel::setAffairs(std::vector<replay::Affair> affairs, const std::string& asked)
{
    m_question.affairs = std::move(affairs);
    m_question.affair = asked;
    m_isWaiting = false;
    m_isUnread = false;
    if (m_asked.empty())
        showRunning();
    else
        ask();
}

void WhatIfPanel::setAffairsUnread()
{
    m_isUnread = m_isWaiting;
    showRunning();
}

void WhatIfPanel::setNames(const replay::RecordedNames& names)
{
    const auto asked =
        std::ranges::find(m_question.affairs, m_question.affair, &replay::Affair::id);
    m_editors->setNames(
        names, asked != m_question.affairs.end() ? std::optional(asked->start) : std::nullopt);
}

const replay::Variant* WhatIfPanel::newest() const
{
    const auto& answer = m_follower.answer();
    return answer && answer->results.size() > 1 ? &answer->results.back().variant : nullptr;
}

bool WhatIfPanel::isShown(const std::string& name) const
{
    const auto& answer = m_follower.answer();
    return answer && std::ranges::any_of(answer->results, [&](const replay::VariantResult& result) {
               return replay::nameOf(result.variant) == name;
           });
}

// Not what was tried before: who saves means what stands in the fields.
const replay::Variant* WhatIfPanel::toSave() const
{
    const auto fields = m_editors->variant();
    const auto& answer = m_follower.answer();
    if (!fields || !answer)
        return nullptr;
    const std::string name = replay::nameOf(*fields);
    for (std::size_t i = 1; i < answer->results.size(); ++i) {
        if (replay::nameOf(answer->results[i].variant) == name)
            return &answer->results[i].variant;
    }
    return nullptr;
}

// Why a button cannot be pressed, and whether what is shown is what the fields say.
QString WhatIfPanel::stateText() const
{
    const auto fields = m_editors->variant();
    const bool isChanged = !fields || replay::nameOf(*fields) != m_asked;
    if (m_isWaiting && m_isUnread)
        return tr("What was wrong could not be read. What if reads it again.");
    const QString asked = common::safeLine(m_asked, 200);
    if (m_isWaiting || m_follower.isRunning()) {
        if (m_asked.empty())
            return tr("What was wrong is being read. What if can be asked meanwhile.");
        const QString doing = m_isWaiting
            ? tr("What was wrong is being read; then this is told: %1.").arg(asked)
            : tr("The detectors are being told again: %1.").arg(asked);
        return isChanged
            ? tr("%1 The fields say something else: What if takes that instead.").arg(doing)
            : doing;
    }
    if (!m_follower.answer())
        return tr("Nothing has been told yet: What if tells what is in the fields.");
    if (!fields || !isShown(replay::nameOf(*fields)))
        return tr("What is shown is not what the fields say: What if tells that, and then it can "
                  "be saved.");
    if (toSave() == nullptr)
        return m_follower.answer()->results.size() == 1
            ? tr("The settings in use are shown alone: change a field and press What if.")
            : tr("The fields say the settings in use, which need not be saved.");
    return m_follower.answer()->facts.isInUseKnown
        ? QString()
        : tr("It cannot be saved: which settings were in use is not known. Write the ones that are "
             "wanted into detection.yaml by hand.");
}

void WhatIfPanel::setObjectives(std::vector<objective::Objective> objectives)
{
    m_question.objectives = std::move(objectives);
}

void WhatIfPanel::ask()
{
    auto variant = m_editors->variant();
    if (!variant) {
        tell(QString::fromStdString(variant.error().message));
        return;
    }
    const std::string name = replay::nameOf(*variant);
    m_asked = name;
    if (m_isWaiting) {
        tell({});
        const bool isWanted = std::exchange(m_isUnread, false);
        showRunning();
        if (isWanted)
            emit affairsWanted();
        return;
    }
    m_question.variants = m_kept;
    const bool isKept = std::ranges::any_of(
        m_kept, [&](const replay::Variant& one) { return replay::nameOf(one) == name; });
    if (name != replay::nameOf({}) && !isKept)
        m_question.variants.push_back(std::move(*variant));
    tell({});
    m_follower.ask(m_question);
}

// What is shown. The oldest goes when there are too many to be told apart.
void WhatIfPanel::keep()
{
    if (newest() == nullptr)
        return;
    m_kept.clear();
    for (std::size_t i = 1; i < m_follower.answer()->results.size(); ++i)
        m_kept.push_back(m_follower.answer()->results[i].variant);
    while (m_kept.size() > kMostKept)
        m_kept.erase(m_kept.begin());
    showRunning();
}

void WhatIfPanel::letGo()
{
    m_kept.clear();
    ask();
}

void WhatIfPanel::tell(const QString& text)
{
    m_message->setText(common::safeLine(text.toStdString(), 600));
    m_message->setVisible(!text.isEmpty());
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
    m_message->setPalette(colors);
}

void WhatIfPanel::showRunning()
{
    const bool isRunning = m_follower.isRunning();
    m_cancel->setVisible(isRunning);
    m_progress->setVisible(isRunning);
    if (isRunning)
        m_progress->setValue(static_cast<int>(m_follower.progress() * 1000));
    const auto& answer = m_follower.answer();
    const replay::Variant* variant = toSave();
    // What is asked need not be asked twice; whatever else can.
    const auto fields = m_editors->variant();
    const bool isUnderWay = isRunning || (m_isWaiting && !m_isUnread);
    m_ask->setEnabled(!isUnderWay || !fields || replay::nameOf(*fields) != m_asked);
    m_keep->setEnabled(newest() != nullptr);
    m_keep->setToolTip(newest() != nullptr
                           ? tr("Leaves this variant in the picture beside the next ones")
                           : tr("No variant is shown yet"));
    const QString state = stateText();
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());
    m_letGo->setVisible(!m_kept.empty());
    const bool isInUseKnown = answer && answer->facts.isInUseKnown;
    m_save->setEnabled(variant != nullptr && !isRunning && isInUseKnown);
    m_save->setToolTip(
        variant == nullptr ? tr("Saves what the fields say, once it has been told and is shown")
            : isInUseKnown
            ? common::plainToolTip(tr("Saves what is in use with %1")
                                       .arg(common::safeLine(replay::nameOf(*variant), 120)))
            : tr("Which settings were in use is not known: what is saved with the "
                 "others alone would set them back"));
}

void WhatIfPanel::refresh()
{
    showRunning();
    const auto& answer = m_follower.answer();
    m_message->setVisible(!m_message->text().isEmpty());
    m_exactness->setFont(m_theme.font(common::TextSize::Small));
    m_assumption->setFont(m_theme.font(common::TextSize::Small));
    m_empty->setVisible(!answer);
    if (!answer) {
        m_exactness->setText(tr("The detectors are told again what they were told, with other "
                                "settings. Nothing is written and nothing is sent."));
        m_axis->hide();
        m_table->hide();
        m_assumption->hide();
        return;
    }
    if (m_follower.isRunning())
        return; // the answer before stays as it is
    if (answer->facts.isInUseKnown && !std::exchange(m_knowsInUse, true))
        m_editors->setInUse(answer->facts.inUse);
    QString text = sentence(replay::exactnessText(*answer));
    for (const std::string& limit : answer->facts.limits)
        text += u'\n' + sentence(limit);
    m_exactness->setText(text);
    m_axis->setAnswer(answer);
    m_axis->show();
    fillTable(*answer);
    m_table->show();
    QStringList assumptions;
    const auto isAny = [&](const auto& member) {
        return std::ranges::any_of(answer->results, member);
    };
    if (isAny([](const replay::VariantResult& result) {
            return std::ranges::any_of(result.detections, [](const replay::Detection& one) {
                return one.avoided && one.avoided->answers;
            });
        }))
        assumptions.append(sentence(replay::assumptionText(false)));
    if (isAny([](const replay::VariantResult& result) { return result.mitigated.has_value(); }))
        assumptions.append(sentence(replay::assumptionText(true)));
    m_assumption->setText(assumptions.join(u'\n'));
    m_assumption->setVisible(!assumptions.isEmpty());
}

void WhatIfPanel::addRow(const QStringList& cells)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (qsizetype i = 0; i < cells.size(); ++i)
        m_table->setItem(row, static_cast<int>(i), new QTableWidgetItem(cells[i]));
}

void WhatIfPanel::addDetections(const replay::WhatIf& answer, const replay::VariantResult& result,
                                const QString& name)
{
    for (std::size_t j = 0; j < result.detections.size(); ++j) {
        const replay::Affair& affair = answer.affairs[j];
        const replay::Detection& detection = result.detections[j];
        if (!affair.isAsked)
            continue;
        const QString what = tr("%1, %2").arg(common::safeLine(affair.id, 40), name);
        if (!detection.isTold) {
            addRow({what, tr("%1 (recorded)").arg(alarmText(detection.inUse)), tr("not known"),
                    QString(), tr("What the detectors were told then is not there.")});
            continue;
        }
        const bool isOpen = !affair.end && detection.isMoved();
        addRow({what, alarmText(detection.inUse), alarmText(detection.variant),
                detection.gain ? sentence(replay::gainText(*detection.gain)) : QString(),
                detection.avoided ? sentence(replay::avoidedText(*detection.avoided))
                    : isOpen      ? sentence(replay::openText())
                                  : QString()});
    }
}

// Without a result: of the settings in use alone.
void WhatIfPanel::addFalseAlarms(const replay::WhatIf& answer, const replay::VariantResult* result,
                                 const QString& name)
{
    const replay::VariantResult& inUse = answer.results.front();
    addRow({result != nullptr ? tr("false alarms, %1").arg(name) : tr("false alarms"),
            sentence(replay::falseAlarmText(inUse.falseRate)),
            result != nullptr ? sentence(replay::falseAlarmText(result->falseRate)) : QString(),
            QString(), QString()});
    const std::int64_t alarms = result != nullptr ? result->unsettledAlarms : 0;
    const auto text = [](std::int64_t number) {
        return number > 0 ? sentence(replay::unsettledText(number)) : tr("none");
    };
    if (inUse.unsettledAlarms > 0 || alarms > 0)
        addRow({tr("where no incident is"), text(inUse.unsettledAlarms),
                result != nullptr ? text(alarms) : QString(), QString(), QString()});
}

void WhatIfPanel::fillTable(const replay::WhatIf& answer)
{
    m_table->setRowCount(0);
    for (std::size_t i = 1; i < answer.results.size(); ++i) {
        const replay::VariantResult& result = answer.results[i];
        const QString name = common::safeLine(replay::nameOf(result.variant), 120);
        addDetections(answer, result, name);
        addFalseAlarms(answer, &result, name);
        if (result.variant.mitigatedAt) {
            const QString time = common::utcTimeText(*result.variant.mitigatedAt);
            addRow({result.mitigated
                        ? tr("ended earlier, %1").arg(common::safeLine(result.mitigatedAffair, 40))
                        : tr("ended earlier"),
                    QString(), time, QString(),
                    result.mitigated ? sentence(replay::avoidedText(*result.mitigated))
                                     : tr("Nothing that is asked about was wrong then.")});
        }
        for (const replay::BurnCourse& burn : result.burns)
            addRow(
                {tr("ticket, %1, %2")
                     .arg(common::safeLine(burn.objective, 60), common::safeLine(burn.affair, 40)),
                 sentence(replay::budgetText(burn.inUse)),
                 sentence(replay::budgetText(burn.variant)), QString(), QString()});
    }
    if (answer.results.size() == 1)
        addFalseAlarms(answer, nullptr, {});
    fitColumns();
}

// All of them are in the window, however long what stands in them is.
void WhatIfPanel::fitColumns()
{
    constexpr std::array kShares{20, 20, 20, 12, 28}; // %; the last takes what is left
    const int width = m_table->viewport()->width();
    for (int column = 0; column < m_table->columnCount() - 1; ++column)
        m_table->setColumnWidth(column, width * kShares[static_cast<std::size_t>(column)] / 100);
}

bool WhatIfPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == m_table->viewport())
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

} // namespace whatif
