// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/dialect/responses/ResponseEnvelope.h"
#include "routing/json/JsonWriter.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// The events of one streamed response: numbered, opened by two that repeat the request, closed by
/// one with every item. Whoever begins an event ends it before the next.
class ResponsesEvents final
{
public:
    /// Appends to \a out, which must outlive this.
    ResponsesEvents(std::string &out, const AnswerWish &wish)
        : m_out(out)
        , m_envelope(wish)
    {}

    void setOrigin(const AnswerSink::Begin &begin);
    /// Writes the opening events, once.
    void open();
    /// Writes the closing event.
    void close(const ResponsesEnd &end, const DialectError *error, const models::TokenUsage &usage);

    [[nodiscard]] JsonWriter begin(std::string_view type);
    /// An event about the item \a id at \a outputIndex.
    [[nodiscard]] JsonWriter begin(std::string_view type, std::string_view id, qint64 outputIndex);
    void end(JsonWriter &event);

    /// Tells of a new item and returns its place in the output.
    qint64 addItem(std::string_view item);
    void endItem(qint64 outputIndex, std::string item);
    std::string nextId(std::string_view prefix) { return m_envelope.nextId(prefix); }

private:
    std::string &m_out;
    ResponseEnvelope m_envelope;
    std::vector<std::string> m_items; ///< of the output; empty while open
    qint64 m_sequence = 0;
    bool m_isOpen = false;
};

} // namespace signalbox::routing
