<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use RuntimeException;
use Throwable;

/**
 * Core's container. The one place that knows both of its names: Phalcon\Di until 2024, Phalcon\Di\Di since.
 */
final class Services
{
    /**
     * @return mixed
     *
     * @throws RuntimeException outside of Core
     */
    public static function get(string $name)
    {
        return self::container()->getShared($name);
    }

    /**
     * Was it asked for already? To ask for a session would open one.
     *
     * @throws RuntimeException outside of Core
     */
    public static function isInUse(string $name): bool
    {
        $container = self::container();
        try {
            return $container->getService($name)->isResolved();
        } catch (Throwable $unknown) {
            return false;
        }
    }

    /**
     * A new one, made of these values.
     *
     * @param array<mixed> $values
     *
     * @return mixed
     *
     * @throws RuntimeException outside of Core
     */
    public static function make(string $name, array $values)
    {
        return self::container()->get($name, $values);
    }

    /**
     * For this process.
     *
     * @throws RuntimeException outside of Core
     */
    public static function replace(string $name, object $service): void
    {
        // What was asked for once is handed out again and again, whatever is set since.
        self::container()->remove($name);
        self::container()->setShared($name, $service);
    }

    /**
     * @return \Phalcon\Di\DiInterface
     */
    private static function container()
    {
        $container = class_exists(\Phalcon\Di\Di::class) ? \Phalcon\Di\Di::getDefault() : \Phalcon\Di::getDefault();
        if ($container === null) {
            throw new RuntimeException('Core has no container here');
        }
        return $container;
    }
}
