<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\Common\Models\PbxSettings;
use Modules\ModuleSecurityChecklist\Lib\Core\Services;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Phalcon\Db\Adapter\AdapterInterface;
use ReflectionClass;
use Throwable;

/**
 * Saving by Core's models, once more while somebody else writes.
 */
final class Models
{
    private const TRIES = 6;
    private const MICROSECONDS_BETWEEN_TRIES = 700000;
    private const SETTER = 'setValueByKey';
    private const SETTER_2024 = 'setValue';
    private const LOCKED = 'locked';

    /**
     * Several changes that mean something only together.
     *
     * @param callable(): void $work
     *
     * @throws PlayFailed when nothing was changed
     */
    public static function attempt(callable $work): void
    {
        self::untilNobodyWrites(static function () use ($work): void {
            self::atOnce($work);
        });
    }

    /**
     * Changes that are final one by one, before Core is told of each: its worker reads the database at once, and would write
     * the earlier value into its files once more, for good.
     *
     * @param callable(): void $work
     *
     * @throws PlayFailed
     */
    public static function oneByOne(callable $work): void
    {
        self::untilNobodyWrites($work);
    }

    /**
     * @param callable(): void $work
     *
     * @throws PlayFailed
     */
    private static function untilNobodyWrites(callable $work): void
    {
        for ($try = 1; true; $try++) {
            try {
                $work();
                return;
            } catch (PlayFailed $failed) {
                throw $failed;
            } catch (Throwable $broken) {
                if ($try === self::TRIES || strpos($broken->getMessage(), self::LOCKED) === false) {
                    // What a stranger says may hold anything.
                    throw PlayFailed::refused(get_class($broken));
                }
                usleep(self::MICROSECONDS_BETWEEN_TRIES);
            }
        }
    }

    /**
     * @param object $model of Core
     *
     * @throws PlayFailed
     */
    public static function save(object $model): void
    {
        if (!method_exists($model, 'save') || $model->save() !== true) {
            throw PlayFailed::refused(self::complaint($model));
        }
    }

    /**
     * @param object $model of Core
     *
     * @throws PlayFailed
     */
    public static function delete(object $model): void
    {
        if (!method_exists($model, 'delete') || $model->delete() !== true) {
            throw PlayFailed::refused(self::complaint($model));
        }
    }

    /**
     * 2026 gave the method another name.
     *
     * @throws PlayFailed
     */
    public static function setting(string $key, string $value): void
    {
        $settings = new ReflectionClass(PbxSettings::class);
        $setter = $settings->hasMethod(self::SETTER) ? self::SETTER : self::SETTER_2024;
        if ($settings->getMethod($setter)->invoke(null, $key, $value) !== true) {
            throw PlayFailed::refused($key);
        }
    }

    private static function atOnce(callable $work): void
    {
        $database = Services::get('db');
        if (!$database instanceof AdapterInterface) {
            throw PlayFailed::refused('no database');
        }
        $database->begin();
        try {
            $work();
            $database->commit();
        } catch (Throwable $broken) {
            try {
                $database->rollback();
            } catch (Throwable $gone) {
                // It was never begun, or SQLite has done it already.
                throw $broken;
            }
            throw $broken;
        }
    }

    /**
     * Which fields Core does not like, without their values.
     */
    private static function complaint(object $model): string
    {
        $fields = [];
        $messages = method_exists($model, 'getMessages') ? $model->getMessages() : [];
        foreach (is_iterable($messages) ? $messages : [] as $message) {
            $field = is_object($message) && method_exists($message, 'getField') ? $message->getField() : '';
            $fields[] = is_string($field) ? $field : '';
        }
        $name = (string) strrchr(get_class($model), '\\');
        return trim(ltrim($name, '\\') . ' ' . implode(' ', $fields));
    }
}
