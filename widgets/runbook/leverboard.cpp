// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/leverboard.h"

#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace runbookview {

namespace {

constexpr int kShownLevers = 5; // lines; more are scrolled to

} // namespace

LeverBoard::LeverBoard(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("Levers"), this))
    , m_levers(new QListView(this))
    , m_none(new QLabel(tr("No lever has been read yet."), this))
    , m_choice(new QComboBox(this))
    , m_test(new QPushButton(tr("Test"), this))
{
    m_levers->setModel(&m_standing);
    m_levers->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_levers->setAccessibleName(tr("Levers as they were read last"));
    m_levers->setFrameShape(QFrame::NoFrame);
    m_levers->setUniformItemSizes(true);
    m_levers->setTextElideMode(Qt::ElideRight);
    m_levers->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_none->setForegroundRole(QPalette::PlaceholderText);
    m_choice->setAccessibleName(tr("Runbook to read"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(20);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    layout->setSpacing(common::kSpace1);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_test);
    layout->addLayout(head);
    layout->addWidget(m_none);
    layout->addWidget(m_levers);
    layout->addWidget(m_choice);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_choice, &QComboBox::activated, this, [this](int row) {
        m_chosen = row > 0 ? m_ids[static_cast<std::size_t>(row - 1)] : std::string();
        emit runbookChosen();
    });
    m_test->setAccessibleName(tr("Test the control plane"));
    m_test->setToolTip(tr("Reads one lever, and says what is wrong if the control plane cannot be "
                          "reached; nothing is moved"));
    connect(m_test, &QPushButton::clicked, this, &LeverBoard::testRequested);
    connect(&theme, &common::Theme::changed, this, [this] {
        restyle();
        setStanding(m_standing.stringList()); // its lines have another height
    });
    setRunbooks({});
    setStanding({});
    restyle();
}

QVariant LeverBoard::Lines::data(const QModelIndex& index, int role) const
{
    return role == Qt::ToolTipRole
        ? QVariant(common::plainToolTip(QStringListModel::data(index, Qt::DisplayRole).toString()))
        : QStringListModel::data(index, role);
}

void LeverBoard::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_none->setFont(m_theme.font(common::TextSize::Body));
    m_levers->setFont(m_theme.font(common::TextSize::Body));
    m_choice->setFont(m_theme.font(common::TextSize::Body));
}

void LeverBoard::setRunbooks(const std::vector<runbook::Runbook>& runbooks)
{
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    m_ids.clear();
    m_choice->addItem(tr("Runbook: what the open alarm proposes"));
    for (const runbook::Runbook& each : runbooks) {
        m_choice->addItem(common::safeLine(each.title, 120));
        m_ids.push_back(each.id);
    }
    const auto found = std::find(m_ids.begin(), m_ids.end(), m_chosen);
    if (found == m_ids.end())
        m_chosen.clear();
    m_choice->setCurrentIndex(m_chosen.empty() ? 0 : static_cast<int>(found - m_ids.begin()) + 1);
}

void LeverBoard::setStanding(const QStringList& levers)
{
    if (levers.size() != m_standing.rowCount())
        m_standing.setStringList(levers);
    for (int row = 0; row < levers.size(); ++row) { // keeps the place that is being read
        const QModelIndex index = m_standing.index(row);
        if (index.data().toString() != levers[row])
            m_standing.setData(index, levers[row]);
    }
    m_none->setVisible(levers.isEmpty());
    m_levers->setVisible(!levers.isEmpty());
    const int rows = std::min<int>(kShownLevers, static_cast<int>(levers.size()));
    m_levers->setFixedHeight(
        std::max(1, rows * m_levers->sizeHintForRow(0) + 2 * m_levers->frameWidth()));
}

} // namespace runbookview
