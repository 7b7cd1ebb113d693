<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\Common\Models\ApiKeys;
use MikoPBX\Common\Models\AsteriskManagerUsers;
use MikoPBX\Common\Models\OutgoingRoutingTable;
use MikoPBX\PBXCoreREST\Services\TokenValidationService;
use Modules\ModuleSecurityChecklist\Lib\Core\Services;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Phalcon\Db\Adapter\AdapterInterface;

/**
 * What limits programs, and which numbers outgoing routes take, by Core's models on every release, so that Core notices. Of keys it remembers for five minutes what
 * they may, so that is forgotten, as its own page does.
 */
final class LimitModels
{
    /**
     * @param array<string, string|null> $columns
     *
     * @throws PlayFailed
     */
    public static function put(string $kind, int $id, array $columns): void
    {
        Models::oneByOne(static function () use ($kind, $id, $columns): void {
            $model = self::model($kind, $id);
            if ($model === null) {
                throw PlayFailed::refused('no such program');
            }
            $model->assign($columns);
            Models::save($model);
            self::mustBe(Limits::TABLES[$kind] ?? '', $id, $columns);
        });
        if ($kind === Limits::KEY && class_exists(TokenValidationService::class)) {
            TokenValidationService::clearCache();
            KeyMemory::forget(Services::get(KeyMemory::SERVICE));
        }
    }

    /**
     * A route under this id. Since 2026 the request would not take an id, and 2024 has none.
     *
     * @param array<string, string|null> $columns
     *
     * @throws PlayFailed
     */
    public static function add(int $id, array $columns): void
    {
        Models::oneByOne(static function () use ($id, $columns): void {
            $model = self::model(Limits::ROUTE, $id) ?? new OutgoingRoutingTable();
            $model->assign(['id' => $id] + $columns);
            Models::save($model);
            self::mustBe(Limits::TABLES[Limits::ROUTE], $id, $columns);
        });
    }

    /**
     * @throws PlayFailed
     */
    public static function remove(int $id): void
    {
        Models::oneByOne(static function () use ($id): void {
            $model = self::model(Limits::ROUTE, $id);
            if ($model !== null) {
                Models::delete($model);
            }
        });
    }

    /**
     * @return AsteriskManagerUsers|ApiKeys|OutgoingRoutingTable|null
     */
    private static function model(string $kind, int $id): ?object
    {
        if ($kind === Limits::ROUTE) {
            $model = OutgoingRoutingTable::findFirst("id = $id");
            return $model instanceof OutgoingRoutingTable ? $model : null;
        }
        if ($kind === Limits::AMI) {
            $model = AsteriskManagerUsers::findFirst("id = $id");
            return $model instanceof AsteriskManagerUsers ? $model : null;
        }
        $model = class_exists(ApiKeys::class) ? ApiKeys::findFirst("id = $id") : null;
        return $model instanceof ApiKeys ? $model : null;
    }

    /**
     * @param array<string, string|null> $columns
     *
     * @throws PlayFailed
     */
    private static function mustBe(string $table, int $id, array $columns): void
    {
        $database = Services::get('db');
        foreach ($columns as $column => $value) {
            $is = $database instanceof AdapterInterface
                ? $database->fetchColumn("SELECT COALESCE($column, '') FROM $table WHERE id = ?", [$id])
                : null;
            $isSame = is_scalar($is) && ($column === Limits::NETWORK
                ? Limits::network([$column => (string) $is]) === Limits::network([$column => $value])
                : (string) $is === (string) $value);
            if (!$isSame) {
                throw PlayFailed::refused('something else was stored');
            }
        }
    }
}
