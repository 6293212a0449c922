// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/queuehead.h"

#include "models/items/formats.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/icons.h"
#include "widgets/common/keymap.h"
#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/triage/filterinput.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

constexpr std::array kMinima{0.2, 0.4, 0.6, 0.8};
constexpr int kDefaultMinimum = 1;

} // namespace

QueueHead::QueueHead(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_filter(new common::SearchLine(common::SearchLine::Escape::ClearsFirst, this))
    , m_minimum(new QComboBox(this))
    , m_group(new QPushButton(tr("Group Similar"), this))
    , m_count(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_input(new FilterInput(*m_filter, *m_problem, theme, this))
{
    m_filter->setPlaceholderText(
        tr("Filter: words, or model:codegen* tenant=acme prob>0.6 verdict:none since:10m"));
    m_filter->setAccessibleName(tr("Filter suspects"));
    m_filter->setClearButtonEnabled(true);
    m_minimum->setAccessibleName(tr("Smallest suspicion shown"));
    for (const double minimum : kMinima)
        m_minimum->addItem(tr("from %1").arg(items::percentText(minimum)), minimum);
    m_minimum->setCurrentIndex(kDefaultMinimum);
    m_group->setCheckable(true);
    common::teachKey(m_group, tr("Puts answers that resemble each other together"),
                     common::KeyCommand::GroupSuspects);
    for (QLabel* label : {m_count, m_facts}) {
        label->setTextFormat(Qt::PlainText);
        label->setForegroundRole(QPalette::PlaceholderText);
        common::keepFont(theme, *label, common::TextSize::Small);
    }
    common::keepFont(theme, *m_problem, common::TextSize::Small);
    m_facts->setWordWrap(true);
    m_facts->hide();

    auto* row = new QHBoxLayout;
    row->setSpacing(common::kSpace3);
    row->addWidget(m_filter, 1);
    row->addWidget(m_group);
    row->addWidget(m_minimum);
    row->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    column->setSpacing(common::kSpace1);
    column->addLayout(row);
    column->addWidget(buildChips());
    column->addWidget(m_problem);
    column->addWidget(m_facts);

    connect(m_input, &FilterInput::changed, this, &QueueHead::filterChanged);
    connect(m_filter, &common::SearchLine::left, this, &QueueHead::searchLeft);
    connect(m_minimum, &QComboBox::currentIndexChanged, this, &QueueHead::minimumChanged);
    connect(m_group, &QPushButton::clicked, this, &QueueHead::groupingAsked);
}

// Rows of their own, while there are any: beside the filter they would leave nothing of it, and
// many of them may not make the window wide.
QWidget* QueueHead::buildChips()
{
    m_chipRow = new QWidget(this);
    auto* chips = new common::FlowLayout(common::kSpace2, m_chipRow);
    chips->addWidget(makeChip(ServiceChip, tr("Show the suspects of all services again")));
    chips->addWidget(
        makeChip(AnswersChip, tr("Show the answers of all models and versions again")));
    chips->addWidget(makeChip(RangeChip, tr("Show the whole visible range again")));
    chips->addWidget(makeChip(AlarmChip, tr("Show all suspects again")));
    QPushButton* cluster = makeChip(ClusterChip, {});
    common::teachKey(cluster, tr("Go back to the groups"), common::KeyCommand::GroupSuspects);
    chips->addWidget(cluster);
    chips->addWidget(makeChip(MarkedChip, tr("Select none")));
    m_chipRow->hide();
    return m_chipRow;
}

QPushButton* QueueHead::makeChip(Chip chip, const QString& what)
{
    auto* button = new QPushButton(this);
    button->setIcon(common::icon(m_theme, u"close"_s));
    button->setToolTip(what);
    button->hide();
    m_chips.at(chip) = button;
    connect(button, &QPushButton::clicked, this, [this, chip] { emit chipLeft(chip); });
    return button;
}

const suspects::Filter& QueueHead::filter() const
{
    return m_input->filter();
}

void QueueHead::addFilter(const suspects::Filter& filter)
{
    m_input->setFilter(m_input->filter().with(filter));
}

void QueueHead::setFilter(const suspects::Filter& filter)
{
    m_input->setFilter(filter);
}

void QueueHead::setFilterText(const QString& text)
{
    m_input->setText(text);
}

double QueueHead::minimum() const
{
    return m_minimum->currentData().toDouble();
}

void QueueHead::focusSearch()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

void QueueHead::tell(Chip chip, const QString& text)
{
    QPushButton* button = m_chips.at(chip);
    button->setText(QString(text).replace(u'&', u"&&"_s)); // one alone is a mnemonic's
    button->setVisible(!text.isEmpty());
    m_chipRow->setVisible(
        std::ranges::any_of(m_chips, [](const QPushButton* each) { return !each->isHidden(); }));
}

void QueueHead::setGrouped(bool on)
{
    m_group->setChecked(on);
}

void QueueHead::setCount(const QString& text)
{
    m_count->setText(text);
}

void QueueHead::setFacts(const QString& text)
{
    m_facts->setText(text);
    m_facts->setVisible(!text.isEmpty());
}

void QueueHead::setHint(const QString& text)
{
    m_input->setHint(text);
}

} // namespace triage
