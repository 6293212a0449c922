// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/plaintooltips.h"

#include "widgets/common/plaintext.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QModelIndex>
#include <QObject>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace common {

namespace {

// Of an item, or of a section of a header; nothing where there is none.
QString itemToolTip(const QAbstractItemView& view, const QPoint& position)
{
    if (view.model() == nullptr)
        return {};
    if (const auto* header = qobject_cast<const QHeaderView*>(&view)) {
        const int section = header->logicalIndexAt(position);
        return section < 0 ? QString()
                           : header->model()
                                 ->headerData(section, header->orientation(), Qt::ToolTipRole)
                                 .toString();
    }
    return view.indexAt(position).data(Qt::ToolTipRole).toString();
}

// As plainToolTip() makes it, with no markup of anybody else in it.
bool isMadePlain(const QString& text)
{
    static const QString begin = u"<span>"_s;
    static const QString end = u"</span>"_s;
    if (!text.startsWith(begin) || !text.endsWith(end))
        return false;
    QString within = text.mid(begin.size(), text.size() - begin.size() - end.size());
    return !within.remove(u"<br>"_s).contains(u'<');
}

class PlainToolTips final : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::ToolTip || watched->parent() == nullptr)
            return false;
        const auto* view = qobject_cast<const QAbstractItemView*>(watched->parent());
        if (view == nullptr || view->viewport() != watched)
            return false;
        const auto* help = static_cast<const QHelpEvent*>(event);
        const QString text = itemToolTip(*view, help->pos());
        if (text.isEmpty() || isMadePlain(text) || !Qt::mightBeRichText(text))
            return false;
        QToolTip::showText(help->globalPos(), plainToolTip(text), view->viewport());
        return true;
    }
};

} // namespace

void keepToolTipsPlain(QApplication& application)
{
    static const QString name = u"plainToolTips"_s;
    if (application.findChild<QObject*>(name, Qt::FindDirectChildrenOnly) != nullptr)
        return;
    auto* tips = new PlainToolTips(&application);
    tips->setObjectName(name);
    application.installEventFilter(tips);
}

} // namespace common
