// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/json/JsonField.h"

namespace signalbox::routing {

enum class SchemaMatch : quint8 {
    Matches, ///< as far as is looked at
    Differs,
    Unknown, ///< the schema is too deep or too long to be looked at whole
};

/// Whether \a value departs from \a schema, a JSON Schema of a client's: the keywords that models
/// miss are looked at, all others let everything pass. These are type (one or several; in capitals
/// as Gemini writes them; `nullable` as OpenAPI does), required, properties,
/// additionalProperties, items, enum, const, anyOf, oneOf (one at least), allOf, and $ref into the
/// same schema's $defs or definitions.
///
/// models::JsonSchema does not serve here: it refuses schemas with keywords that it does not know,
/// as it must for a policy, and clients' schemas are full of them.
[[nodiscard]] SchemaMatch matchSchema(const Json &value, const Json &schema);

} // namespace signalbox::routing
