// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/annotationmodel.h"

#include "models/items/formats.h"
#include "models/telemetry/utf8.h"

using namespace Qt::StringLiterals;

namespace items {

namespace {

QString toText(const std::string& utf8)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(utf8));
}

} // namespace

AnnotationModel::AnnotationModel(QObject* parent)
    : TableModel(parent)
{
}

int AnnotationModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1;
}

void AnnotationModel::setAnnotations(std::vector<Annotation> annotations)
{
    setRows(std::move(annotations));
}

QVariant AnnotationModel::cell(const Annotation& row, int, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return toText(row.text.empty() ? row.about : row.text);
    case Qt::AccessibleTextRole: {
        QString said =
            tr("%1 on %2, %3 UTC, by %4")
                .arg(annotationKindText(row.kind), toText(row.about), utcTimeMillisText(row.time),
                     row.actor.empty() ? tr("somebody") : toText(row.actor));
        if (row.isBeside)
            said += tr(", beside the recording");
        return row.text.empty() ? said : said + u": "_s + toText(row.text);
    }
    default:
        return {};
    }
}

} // namespace items
