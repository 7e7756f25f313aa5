// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/CallNotes.h"
#include "routing/dialect/DialectError.h"
#include "routing/dialect/UsageReader.h"
#include "routing/json/JsonField.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// A provider's answer on its way into the client's dialect, with what routing and records want to
/// know of it: the counterpart of StreamWatcher for answers that do not pass as they are.
///
/// Lives on the proxy thread; owned by the answer it makes.
class TranslatedAnswer
{
public:
    TranslatedAnswer() = default;
    virtual ~TranslatedAnswer() = default;
    Q_DISABLE_COPY_MOVE(TranslatedAnswer)

    /// Takes the provider's next bytes, which arrived at \a nowNs.
    virtual void feed(std::string_view bytes, qint64 nowNs) = 0;
    /// The provider's body ended.
    virtual void finish(qint64 nowNs) = 0;
    /// The client's bytes made since the last call.
    virtual std::string take() = 0;
    /// What tells the client that the answer broke off; empty where it was to be one JSON body.
    virtual std::string breakOff(const DialectError &error) = 0;

    /// The calls of the answer, with what was thought before them.
    [[nodiscard]] virtual std::span<const CallNotes::Note> calls() const { return {}; }
    [[nodiscard]] const AnswerFacts &facts() const { return m_facts; }
    [[nodiscard]] bool hasContent() const { return m_firstContentNs >= 0; }
    [[nodiscard]] qint64 firstContentNs() const { return m_firstContentNs; }
    [[nodiscard]] qint64 longestGapNs() const { return m_longestGapNs; }
    /// What the provider told and the client's dialect has no place for, by the provider's names.
    [[nodiscard]] const std::vector<std::string> &unsaidNames() const { return m_unsaid; }
    /// The answer was told to its end.
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    /// The provider's error inside a 2xx answer, or that it could not be read.
    [[nodiscard]] const std::optional<DialectError> &error() const { return m_error; }

protected:
    /// Something the client asked for came at \a nowNs.
    void noteContent(qint64 nowNs);
    void noteError(const DialectError &error);
    void noteUnsaid(std::string_view name);

    AnswerFacts m_facts;
    bool m_hasEnded = false;

private:
    std::optional<DialectError> m_error;
    std::vector<std::string> m_unsaid; ///< each once
    qint64 m_firstContentNs = -1;
    qint64 m_lastContentNs = -1;
    qint64 m_longestGapNs = -1;
};

/// An answer in one piece while it comes. One of more than 64 MiB is not translated.
class WholeBody final
{
public:
    /// False when it has become too long.
    [[nodiscard]] bool append(std::string_view bytes);
    /// The object it is, as long as \a parser lives; nothing when it is none.
    [[nodiscard]] std::optional<Json> object(simdjson::dom::parser &parser) const;
    [[nodiscard]] std::string_view text() const { return m_text; }

private:
    std::string m_text;
};

/// The error of an answer that nobody can read.
DialectError untranslatable(std::string_view why);

} // namespace signalbox::routing
