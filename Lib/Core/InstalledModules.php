<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Common\Providers\PBXConfModulesProvider;
use MikoPBX\Modules\Config\ConfigClass;
use Modules\ModuleSecurityChecklist\Lib\Adapters\Controllers;
use Modules\ModuleSecurityChecklist\Lib\Module;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleCode;
use ReflectionClass;
use ReflectionMethod;

/**
 * What the code of enabled modules says of itself. Core loads it for every request anyway.
 */
final class InstalledModules implements ModuleCode
{
    private const FIREWALL_HOOK = 'onAfterIptablesReload';
    private const ATTRIBUTE = 'MikoPBX\PBXCoreREST\Attributes\ResourceSecurity';
    /** Place of "needs no login" in a route (RestAPIConfigInterface). */
    private const NO_LOGIN = 5;

    public function firewallCategories(): array
    {
        $categories = [];
        foreach (PBXConfModulesProvider::hookModulesMethod('getDefaultFirewallRules') as $id => $rules) {
            if (is_array($rules)) {
                $categories[(string) $id] = array_map(
                    static function ($key): string {
                        return strtoupper((string) $key);
                    },
                    array_keys($rules)
                );
            }
        }
        return $categories;
    }

    public function publicRoutes(): array
    {
        $public = [];
        foreach (PBXConfModulesProvider::hookModulesMethod('getPBXCoreRESTAdditionalRoutes') as $id => $routes) {
            foreach (is_array($routes) ? $routes : [] as $route) {
                if (is_array($route) && ($route[self::NO_LOGIN] ?? false) === true) {
                    $public[(string) $id][] = self::name($route);
                }
            }
        }
        return $this->byAttributes($public);
    }

    /**
     * Releases with REST API v3 take controllers of modules in, too.
     *
     * @param array<string, list<string>> $public
     *
     * @return array<string, list<string>>
     */
    private function byAttributes(array $public): array
    {
        $configs = class_exists(self::ATTRIBUTE) ? Services::get(PBXConfModulesProvider::SERVICE_NAME) : [];
        foreach (is_iterable($configs) ? $configs : [] as $config) {
            if (!$config instanceof ConfigClass) {
                continue;
            }
            $file = (string) (new ReflectionClass($config))->getFileName();
            $paths = array_merge($public[$config->moduleUniqueId] ?? [], Controllers::openIn(dirname($file) . '/RestAPI'));
            if ($paths !== []) {
                $public[$config->moduleUniqueId] = $paths;
            }
        }
        return $public;
    }

    public function firewallHooks(): array
    {
        $modules = [];
        $configs = Services::get(PBXConfModulesProvider::SERVICE_NAME);
        foreach (is_iterable($configs) ? $configs : [] as $config) {
            // Releases before 2026 have no such hook: then nothing can be in it. This module only closes there (IsolationRoom).
            if ($config instanceof ConfigClass && $config->moduleUniqueId !== Module::ID && self::answers($config)) {
                $modules[] = $config->moduleUniqueId;
            }
        }
        return $modules;
    }

    private static function answers(ConfigClass $config): bool
    {
        return method_exists(ConfigClass::class, self::FIREWALL_HOOK)
            && (new ReflectionMethod($config, self::FIREWALL_HOOK))->getDeclaringClass()->getName() !== ConfigClass::class;
    }

    /**
     * @param array<mixed> $route
     */
    private static function name(array $route): string
    {
        $method = is_string($route[3] ?? null) ? strtoupper($route[3]) : '';
        $path = is_string($route[2] ?? null) ? $route[2] : '';
        return trim("$method $path");
    }
}
