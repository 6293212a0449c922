// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/whatif/whatifpanel.h"

#include "models/replay/whatiftext.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/whatif/whatifaxis.h"
#include "widgets/whatif/whatifeditors.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
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
    return alarm ? WhatIfPanel::tr("%1  %2").arg(common::utcTimeText(alarm->raised.time),
                                                 common::safeLine(alarm->raised.check, 60))
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
    , m_exactness(wrappedLabel(this))
    , m_message(wrappedLabel(this))
    , m_axis(new WhatIfAxis(theme, this))
    , m_table(new QTableWidget(0, 5, this))
    , m_assumption(wrappedLabel(this))
{
    m_ask->setDefault(true);
    m_keep->setToolTip(tr("Leaves this variant in the picture beside the next ones"));
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
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
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
    column->addWidget(m_message);
    column->addWidget(m_exactness);
    column->addWidget(m_axis);
    column->addWidget(m_table, 1);
    column->addWidget(m_assumption);

    connect(m_ask, &QPushButton::clicked, this, &WhatIfPanel::ask);
    connect(m_editors, &WhatIfEditors::accepted, this, &WhatIfPanel::ask);
    connect(m_keep, &QPushButton::clicked, this, &WhatIfPanel::keep);
    connect(m_letGo, &QPushButton::clicked, this, &WhatIfPanel::letGo);
    connect(m_cancel, &QPushButton::clicked, &m_follower, &items::WhatIfFollower::stop);
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (const replay::Variant* variant = newest())
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
    showRunning();
}

const replay::Variant* WhatIfPanel::newest() const
{
    const auto& answer = m_follower.answer();
    return answer && answer->results.size() > 1 ? &answer->results.back().variant : nullptr;
}

void WhatIfPanel::setObjectives(std::vector<objective::Objective> objectives)
{
    m_question.objectives = std::move(objectives);
}

void WhatIfPanel::ask()
{
    if (m_isWaiting)
        return;
    auto variant = m_editors->variant();
    if (!variant) {
        tell(QString::fromStdString(variant.error().message));
        return;
    }
    m_question.variants = m_kept;
    const std::string name = replay::nameOf(*variant);
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
    const replay::Variant* variant = newest();
    m_ask->setEnabled(!m_isWaiting);
    m_keep->setEnabled(variant != nullptr);
    m_letGo->setVisible(!m_kept.empty());
    const bool isInUseKnown = answer && answer->facts.isInUseKnown;
    m_save->setEnabled(variant != nullptr && !isRunning && isInUseKnown);
    m_save->setToolTip(
        variant == nullptr ? tr("Saves a variant that has been tried")
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
    m_table->resizeColumnsToContents();
    constexpr int kWidest = 260;
    for (int column = 0; column < m_table->columnCount() - 1; ++column)
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), kWidest));
}

} // namespace whatif
