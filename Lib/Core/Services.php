<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use RuntimeException;

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
        $container = class_exists(\Phalcon\Di\Di::class) ? \Phalcon\Di\Di::getDefault() : \Phalcon\Di::getDefault();
        if ($container === null) {
            throw new RuntimeException('Core has no container here');
        }
        return $container->getShared($name);
    }
}
