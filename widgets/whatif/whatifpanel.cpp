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
    for (QWidget* one : std::initializer_list<QWidget*>{m_ask, m_keep, m_cancel, m_progress})
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
    connect(m_cancel, &QPushButton::clicked, &m_follower, &items::WhatIfFollower::stop);
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (!m_question.variants.empty())
            emit saveRequested(m_question.variants.back());
    });
    connect(m_axis, &WhatIfAxis::momentChosen, this, &WhatIfPanel::momentChosen);
    connect(&m_follower, &items::WhatIfFollower::changed, this, &WhatIfPanel::refresh);
    connect(&m_follower, &items::WhatIfFollower::progressed, this,
            [this](double share) { m_progress->setValue(static_cast<int>(share * 1000)); });
    connect(&m_follower, &items::WhatIfFollower::failed, this, &WhatIfPanel::tell);
    connect(&theme, &common::Theme::changed, this, &WhatIfPanel::refresh);
    refresh();
}

void WhatIfPanel::setAffairs(std::vector<replay::Affair> affairs)
{
    m_question.affairs = std::move(affairs);
    if (m_follower.answer() && !m_follower.isRunning())
        m_follower.ask(m_question);
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
    m_question.variants = m_kept;
    if (replay::nameOf(*variant) != replay::nameOf({}))
        m_question.variants.push_back(std::move(*variant));
    tell({});
    m_follower.ask(m_question);
}

// The oldest goes when there are too many to be told apart.
void WhatIfPanel::keep()
{
    if (m_question.variants.empty())
        return;
    m_kept = m_question.variants;
    while (m_kept.size() > kMostKept)
        m_kept.erase(m_kept.begin());
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
    m_keep->setEnabled(answer && answer->results.size() > 1);
    m_save->setEnabled(answer && answer->results.size() > 1 && !isRunning);
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
    if (!std::exchange(m_knowsInUse, true))
        m_editors->setInUse(answer->facts.inUse);
    QString text = sentence(replay::exactnessText(*answer));
    for (const std::string& limit : answer->facts.limits)
        text += u'\n' + sentence(limit);
    m_exactness->setText(text);
    m_axis->setAnswer(answer);
    m_axis->show();
    fillTable(*answer);
    m_table->show();
    m_assumption->setText(sentence(replay::assumptionText(false)));
    m_assumption->setVisible(answer->results.size() > 1);
}

void WhatIfPanel::addRow(const QStringList& cells)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (qsizetype i = 0; i < cells.size(); ++i)
        m_table->setItem(row, static_cast<int>(i), new QTableWidgetItem(cells[i]));
}

void WhatIfPanel::fillTable(const replay::WhatIf& answer)
{
    m_table->setRowCount(0);
    for (std::size_t i = 1; i < answer.results.size(); ++i) {
        const replay::VariantResult& result = answer.results[i];
        const QString name = common::safeLine(replay::nameOf(result.variant), 120);
        for (std::size_t j = 0; j < result.detections.size(); ++j) {
            const replay::Detection& detection = result.detections[j];
            addRow({tr("%1, %2").arg(common::safeLine(answer.affairs[j].id, 40), name),
                    alarmText(detection.inUse), alarmText(detection.variant),
                    detection.gain ? sentence(replay::gainText(*detection.gain)) : QString(),
                    detection.avoided ? sentence(replay::avoidedText(*detection.avoided))
                                      : QString()});
        }
        addRow({tr("false alarms, %1").arg(name),
                sentence(replay::falseAlarmText(answer.results.front().falseRate)),
                sentence(replay::falseAlarmText(result.falseRate)), QString(), QString()});
        if (result.mitigated)
            addRow({tr("ended earlier, %1").arg(common::safeLine(result.mitigatedAffair, 40)),
                    QString(), common::utcTimeText(*result.variant.mitigatedAt), QString(),
                    sentence(replay::avoidedText(*result.mitigated))});
        for (const replay::BurnCourse& burn : result.burns) {
            const auto when = [](const std::optional<telemetry::Timestamp>& time) {
                return time ? common::utcTimeText(*time) : tr("never");
            };
            addRow({tr("ticket, %1").arg(common::safeLine(burn.objective, 60)),
                    when(burn.ticketInUse), when(burn.ticketVariant), QString(), QString()});
        }
    }
    if (answer.results.size() == 1)
        addRow({tr("false alarms"),
                sentence(replay::falseAlarmText(answer.results.front().falseRate)), QString(),
                QString(), QString()});
    m_table->resizeColumnsToContents();
    constexpr int kWidest = 260;
    for (int column = 0; column < m_table->columnCount() - 1; ++column)
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), kWidest));
}

} // namespace whatif
