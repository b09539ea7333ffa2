export { serviceName } from './registration.js';
export { type Service, type ServiceCommand, type ServiceEvent, services } from './service.js';
