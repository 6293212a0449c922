// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/settings/importpreview.h"

#include "widgets/common/measures.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace settingsview {

namespace {

constexpr int kChangesHeight = 140;

} // namespace

ImportPreview::ImportPreview(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_changes(new QListWidget(this))
    , m_leftOut(new QLabel(this))
    , m_accept(new QPushButton(tr("&Take Over"), this))
    , m_cancel(new QPushButton(tr("&Cancel"), this))
{
    for (QLabel* label : {m_title, m_leftOut}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_leftOut->setObjectName(u"leftOut"_s);
    common::keepFont(theme, *m_title, common::TextSize::Body, true);
    m_changes->setObjectName(u"changes"_s);
    m_changes->setAccessibleName(tr("What the import would change"));
    m_changes->setMaximumHeight(kChangesHeight);
    m_accept->setObjectName(u"takeOver"_s);
    m_cancel->setObjectName(u"cancelImport"_s);
    for (QPushButton* one : {m_accept, m_cancel})
        one->setAutoDefault(false);
    auto* line = new QHBoxLayout;
    line->setSpacing(common::kSpace2);
    line->addWidget(m_title, 1);
    line->addWidget(m_accept);
    line->addWidget(m_cancel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, 0, common::kSpace3, common::kSpace2);
    layout->setSpacing(common::kSpace2);
    layout->addLayout(line);
    layout->addWidget(m_changes);
    layout->addWidget(m_leftOut);
    connect(m_accept, &QPushButton::clicked, this, [this] {
        leave();
        emit accepted();
    });
    connect(m_cancel, &QPushButton::clicked, this, &ImportPreview::leave);
    hide();
}

void ImportPreview::leave()
{
    hide();
    m_changes->clear();
}

void ImportPreview::ask(const QString& file, const QStringList& changes, const QString& leftOut)
{
    m_title->setText(
        changes.isEmpty() && !leftOut.isEmpty() ? tr("Nothing of %1 is taken over:").arg(file)
            : changes.isEmpty()
            ? tr("%1 changes nothing: it all holds already.").arg(file)
            : tr("%1 changes %2 of your settings:").arg(file, QString::number(changes.size())));
    m_changes->clear();
    m_changes->addItems(changes);
    m_changes->setVisible(!changes.isEmpty());
    m_accept->setVisible(!changes.isEmpty());
    m_leftOut->setText(leftOut);
    m_leftOut->setVisible(!leftOut.isEmpty());
    show();
    (changes.isEmpty() ? m_cancel : m_accept)->setFocus();
}

} // namespace settingsview
