// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/settings/secretlist.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace settingsview {

namespace {

constexpr int kSecretsHeight = 220;

} // namespace

SecretList::SecretList(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_state(new QLabel(this))
    , m_lines(new QTreeWidget(this))
    , m_look(new QPushButton(tr("&Look Again"), this))
{
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->setObjectName(u"keyring"_s);
    m_lines->setObjectName(u"secrets"_s);
    m_lines->setAccessibleName(tr("Secrets by name"));
    m_lines->setHeaderLabels({tr("Name"), tr("Asked for by"), tr("Kept in")});
    m_lines->setRootIsDecorated(false);
    m_lines->setMinimumHeight(kSecretsHeight);
    m_lines->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_look->setAutoDefault(false);
    connect(m_look, &QPushButton::clicked, this, &SecretList::lookRequested);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, common::kSpace2, 0, common::kSpace3);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_state);
    layout->addWidget(m_lines);
    layout->addWidget(m_look, 0, Qt::AlignLeft);
}

void SecretList::setLooking()
{
    m_look->setEnabled(false);
    m_state->setText(tr("Asking the keyring…"));
}

void SecretList::setLines(const std::vector<SecretLine>& lines, const QString& state)
{
    m_look->setEnabled(true);
    m_state->setText(state);
    m_lines->clear();
    for (const SecretLine& line : lines) {
        auto* item = new QTreeWidgetItem(m_lines, {line.name, line.use, line.place});
        if (line.isMissing)
            item->setFont(2, m_theme.font(common::TextSize::Body, true));
    }
}

} // namespace settingsview
