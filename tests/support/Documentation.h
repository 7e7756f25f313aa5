// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace signalbox::tests {

/// A block of JSON in a page, and the line that it begins on.
struct DocumentedExample
{
    int line = 0;
    QString text;
};

/// The text of the file \a path, from the top of the sources; empty when it cannot be read.
[[nodiscard]] QString sourceText(const QString &path);

/// The blocks of JSON in the Markdown page \a path.
[[nodiscard]] QList<DocumentedExample> documentedExamples(const QString &path);

/// The properties of the JSON Schema at \a schema that the page does not name as `property`,
/// sorted; nothing when the schema has fewer than \a least, which would be another file.
[[nodiscard]] std::optional<QStringList> unexplainedKeys(const QString &schema, const QString &page,
                                                         qsizetype least);

} // namespace signalbox::tests
