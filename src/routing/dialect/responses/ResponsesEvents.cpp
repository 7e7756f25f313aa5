// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesEvents.h"

#include <utility>

namespace signalbox::routing {

void ResponsesEvents::setOrigin(const AnswerSink::Begin &begin)
{
    m_envelope.setOrigin(begin.id, begin.model, begin.createdS);
}

void ResponsesEvents::open()
{
    if (std::exchange(m_isOpen, true))
        return;
    const std::string response = m_envelope.object({.status = "in_progress"});
    for (const std::string_view type : {"response.created", "response.in_progress"}) {
        JsonWriter event = begin(type);
        event.json("response", response);
        end(event);
    }
}

void ResponsesEvents::close(const ResponsesEnd &state, const DialectError *error,
                            const models::TokenUsage &usage)
{
    std::string output;
    for (const std::string &item : m_items) {
        if (!item.empty())
            output.append(output.empty() ? "" : ",").append(item);
    }
    JsonWriter event = begin("response." + std::string(state.status));
    event.json("response",
               m_envelope.object({.status = state.status,
                                  .incompleteReason = state.incompleteReason,
                                  .error = error,
                                  .output = output,
                                  .usage = &usage}));
    end(event);
}

JsonWriter ResponsesEvents::begin(std::string_view type)
{
    m_out.append("event: ").append(type).append("\ndata: ");
    JsonWriter event(m_out);
    event.beginObject().text("type", type).integer("sequence_number", m_sequence++);
    return event;
}

JsonWriter ResponsesEvents::begin(std::string_view type, std::string_view id, qint64 outputIndex)
{
    JsonWriter event = begin(type);
    event.text("item_id", id).integer("output_index", outputIndex);
    return event;
}

void ResponsesEvents::end(JsonWriter &event)
{
    event.endObject();
    m_out += "\n\n";
}

qint64 ResponsesEvents::addItem(std::string_view item)
{
    open();
    const auto index = static_cast<qint64>(m_items.size());
    m_items.emplace_back();
    JsonWriter event = begin("response.output_item.added");
    event.integer("output_index", index).json("item", item);
    end(event);
    return index;
}

void ResponsesEvents::endItem(qint64 outputIndex, std::string item)
{
    JsonWriter event = begin("response.output_item.done");
    event.integer("output_index", outputIndex).json("item", item);
    end(event);
    m_items[static_cast<std::size_t>(outputIndex)] = std::move(item);
}

} // namespace signalbox::routing
