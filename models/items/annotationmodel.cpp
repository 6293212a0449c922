// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/annotationmodel.h"

#include "models/items/formats.h"
#include "models/items/linetext.h"

using namespace Qt::StringLiterals;

namespace items {

namespace {

constexpr std::size_t kMostNoteBytes = 16'000; // 4,000 characters, as they are typed

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
        return lineText(row.text.empty() ? row.about : row.text);
    case Qt::AccessibleTextRole: {
        QString said =
            tr("%1 on %2, %3 UTC, by %4")
                .arg(annotationKindText(row.kind), lineText(row.about), utcTimeMillisText(row.time),
                     row.actor.empty() ? tr("somebody") : lineText(row.actor));
        if (row.isBeside)
            said += tr(", beside the recording");
        return row.text.empty() ? said : said + u": "_s + lineText(row.text, kMostNoteBytes);
    }
    default:
        return {};
    }
}

} // namespace items
