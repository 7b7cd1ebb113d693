<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\RestAPI;

use MikoPBX\PBXCoreREST\Lib\PBXApiResult;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Api\SessionContext;
use Modules\ModuleSecurityChecklist\Lib\Core\Composition;

/**
 * The module's reads under REST API v3, for API keys and OpenAPI. The same answers as docs/module-api.md, in Core's
 * envelope. Writes are not here: v3 hands on no headers, so nothing could tell our page from another one.
 */
final class Reading
{
    /**
     * @param array<mixed> $request as Core's worker gets it
     */
    public static function of(string $resource, array $request): PBXApiResult
    {
        $query = is_array($request['data'] ?? null) ? $request['data'] : [];
        $context = is_array($request['sessionContext'] ?? null) ? $request['sessionContext'] : null;
        $answer = (new Composition())->api()->answer(new Request('GET', $resource, self::texts($query)), SessionContext::caller($context));
        $data = json_decode($answer->body(), true);

        $result = new PBXApiResult();
        $result->processor = __METHOD__;
        $result->function = $resource;
        $result->httpCode = $answer->status();
        $result->success = $answer->status() < 400;
        if ($result->success) {
            $result->data = is_array($data) ? $data : [];
        } else {
            $error = is_array($data) && is_array($data['error'] ?? null) ? $data['error'] : [];
            $result->messages['error'][] = is_string($error['message'] ?? null) ? $error['message'] : $resource;
        }
        return $result;
    }

    /**
     * Core turns what looks like a number into one.
     *
     * @param array<mixed> $query
     *
     * @return array<mixed>
     */
    private static function texts(array $query): array
    {
        return array_map(
            static fn ($value) => is_int($value) ? (string) $value : $value,
            $query
        );
    }
}
