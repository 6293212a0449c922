// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/fatedelegate.h"

#include "models/items/contextmessagemodel.h"
#include "widgets/common/theme.h"

using namespace Qt::StringLiterals;

namespace traceview {

using common::ColorRole;
using items::ContextMessageModel;

FateDelegate::FateDelegate(const common::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void FateDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto fate =
        static_cast<trace::MessageFate>(index.data(ContextMessageModel::FateRole).toInt());
    const QString& word = option->text;
    const auto tell = [&](QChar mark, ColorRole role) {
        if (index.column() == ContextMessageModel::Fate) {
            option->text = u"%1  %2"_s.arg(mark).arg(word);
            option->palette.setColor(QPalette::Text, m_theme.color(role));
        }
    };
    if (index.data(ContextMessageModel::IsLikelyRole).toBool()) {
        tell(u'−', ColorRole::EvidenceTruncated);
        return;
    }
    switch (fate) {
    case trace::MessageFate::Added:
        tell(u'+', ColorRole::Accent);
        break;
    case trace::MessageFate::Kept:
        tell(u'=', ColorRole::TextSecondary);
        break;
    case trace::MessageFate::Edited:
        tell(u'~', ColorRole::EvidenceWeak);
        break;
    case trace::MessageFate::Dropped:
        tell(u'−', ColorRole::EvidenceTruncated);
        if (index.column() == ContextMessageModel::Text)
            option->palette.setColor(QPalette::Text, m_theme.color(ColorRole::EvidenceTruncated));
        break;
    }
}

} // namespace traceview
